-- Versions of an ad: a project stands at one of them, each keeps its own receipt and whether somebody said yes to it, and
-- what still works for another version changes nothing of the project any more.

alter table plan_versions add column if not exists receipt jsonb;
-- somebody approved this plan at its price, or it follows from such a one and costs nothing
alter table plan_versions add column if not exists approved boolean not null default false;

-- Forward only: several tasks report beside each other, and the slower one must not pull the bar back.
drop function if exists report_progress(text, text, double precision, text);
create or replace function report_progress(
  p_id text, p_version integer, p_status text, p_progress double precision, p_activity text
) returns void language sql as $$
  update projects
     set status = p_status, progress = p_progress, activity = p_activity, updated_at = now()
   where id = p_id
     and version = p_version
     and status_rank(p_status) >= status_rank(status)
     and p_progress >= progress
     and (status, progress, activity) is distinct from (p_status, p_progress, p_activity)
$$;

-- The first ending stays. A receipt is kept with its version in any case; p_version null ends whatever the project stands at.
drop function if exists end_project(text, text, jsonb, text);
create or replace function end_project(
  p_id text, p_version integer, p_status text, p_receipt jsonb, p_error_message text
) returns boolean language plpgsql as $$
begin
  if p_status not in ('COMPLETED', 'FAILED', 'CANCELLED') then
    raise exception '% is not an ending', p_status;
  end if;
  update plan_versions
     set receipt = p_receipt
   where project_id = p_id and version = p_version and receipt is null and p_receipt is not null;
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
   where id = p_id and version = coalesce(p_version, version) and status_rank(status) is not null;
  return found;
end $$;

-- A changed plan becomes the next version, and the project stands at it, at the beginning. Null when there is no such project,
-- 0 when it no longer stands at p_base; a plan it stands at already gives that version's number.
create or replace function change_plan(p_id text, p_base integer, p_plan jsonb, p_approved boolean)
returns integer language plpgsql as $$
declare
  current integer;
  number integer;
begin
  select version into current from projects where id = p_id for update;
  if not found then
    return null;
  end if;
  if exists (select from plan_versions where project_id = p_id and version = current and plan = p_plan) then
    return current;
  end if;
  if current <> p_base then
    return 0;
  end if;
  select max(version) + 1 into number from plan_versions where project_id = p_id;
  insert into plan_versions (project_id, version, plan, approved) values (p_id, number, p_plan, p_approved);
  update projects
     set version = number, status = 'PENDING', progress = 0, activity = null, cancel_requested = false,
         error_message = null, updated_at = now()
   where id = p_id;
  return number;
end $$;

-- The project stands at an earlier or later version again: finished when that was finished, else at the beginning. False when
-- there is no such version.
create or replace function go_to_version(p_id text, p_version integer) returns boolean language plpgsql as $$
begin
  update projects
     set version = p_version,
         status = case when target.receipt is null then 'PENDING' else 'COMPLETED' end,
         progress = case when target.receipt is null then 0 else 100 end,
         ad_project_json = case
           when target.receipt is null then ad_project_json
           else jsonb_set(ad_project_json, '{receipt}', target.receipt)
         end,
         activity = null, cancel_requested = false, error_message = null, updated_at = now()
    from plan_versions target
   where id = p_id and target.project_id = p_id and target.version = p_version
     and projects.version <> p_version;
  return found or exists (select from projects where id = p_id and version = p_version);
end $$;

-- Somebody said yes to this version. False when the project stands at another one by now.
create or replace function approve_version(p_id text, p_version integer) returns boolean language plpgsql as $$
begin
  update plan_versions set approved = true
   where project_id = p_id and version = p_version
     and exists (select from projects where id = p_id and version = p_version);
  return found;
end $$;

-- Another run of a project that has ended, and nobody has said yes to it yet. Its receipt stays: the films of the last run are
-- still there.
create or replace function reopen_project(p_id text) returns boolean language plpgsql as $$
begin
  update projects
     set status = 'PENDING', progress = 0, activity = null, cancel_requested = false, error_message = null,
         updated_at = now()
   where id = p_id and status_rank(status) is null;
  if not found then
    return false;
  end if;
  update plan_versions
     set approved = false
    from projects
   where projects.id = p_id and project_id = p_id and plan_versions.version = projects.version;
  return true;
end $$;
