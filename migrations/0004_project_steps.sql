-- What must happen whole or not at all to a project, called the same way by every adapter.

-- Place of a status in the story; null for the endings, which only end_project sets.
create or replace function status_rank(status text) returns integer language sql immutable as $$
  select array_position(array[
    'PENDING', 'EXTRACTING_PRODUCT', 'PLANNING', 'AWAITING_APPROVAL', 'GENERATING_SCENES', 'COMPOSITING',
    'ADDING_OVERLAYS', 'GENERATING_AUDIO', 'RENDERING'
  ], status)
$$;

-- Forward only: several tasks report beside each other, and the slower one must not pull the bar back.
create or replace function report_progress(p_id text, p_status text, p_progress double precision, p_activity text)
returns void language sql as $$
  update projects
     set status = p_status, progress = p_progress, activity = p_activity, updated_at = now()
   where id = p_id
     and status_rank(p_status) >= status_rank(status)
     and p_progress >= progress
     and (status, progress, activity) is distinct from (p_status, p_progress, p_activity)
$$;

-- Number of the stored plan; the newest one's when it is equal. Null when there is no such project.
create or replace function add_plan_version(p_id text, p_plan jsonb, p_degraded jsonb)
returns integer language plpgsql as $$
declare
  newest integer;
begin
  select version into newest from projects where id = p_id for update;
  if not found then
    return null;
  end if;
  if exists (select from plan_versions where project_id = p_id and version = newest and plan = p_plan) then
    return newest;
  end if;
  insert into plan_versions (project_id, version, plan, degraded) values (p_id, newest + 1, p_plan, p_degraded);
  update projects set version = newest + 1, updated_at = now() where id = p_id;
  return newest + 1;
end $$;

-- False when it has already ended, or does not exist.
create or replace function request_cancel(p_id text) returns boolean language plpgsql as $$
begin
  update projects
     set cancel_requested = true, updated_at = now()
   where id = p_id and status_rank(status) is not null;
  return found;
end $$;

-- The first ending stays.
create or replace function end_project(p_id text, p_status text, p_receipt jsonb, p_error_message text)
returns boolean language plpgsql as $$
begin
  if p_status not in ('COMPLETED', 'FAILED', 'CANCELLED') then
    raise exception '% is not an ending', p_status;
  end if;
  update projects
     set status = p_status,
         progress = case when p_status = 'COMPLETED' then 100 else progress end,
         activity = null,
         error_message = p_error_message,
         ad_project_json = case
           when p_receipt is null then ad_project_json
           else jsonb_set(ad_project_json, '{receipt}', p_receipt)
         end,
         updated_at = now()
   where id = p_id and status_rank(status) is not null;
  return found;
end $$;

-- Another run of a project that has ended. Its receipt stays: the films of the last run are still there.
create or replace function reopen_project(p_id text) returns boolean language plpgsql as $$
begin
  update projects
     set status = 'PENDING', progress = 0, activity = null, cancel_requested = false, error_message = null,
         updated_at = now()
   where id = p_id and status_rank(status) is null;
  return found;
end $$;

-- Tells everybody who watches a project that it has changed. Delivered when the change is committed.
create or replace function announce_project() returns trigger language plpgsql as $$
begin
  perform pg_notify('adgen_project', new.id);
  return null;
end $$;

create or replace trigger projects_announced after insert or update on projects
  for each row execute function announce_project();
