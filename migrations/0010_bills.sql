-- Estimate and bill side by side: a yes is remembered with what it was estimated to cost, part by part, and when it was said.

alter table plan_versions add column if not exists approval jsonb;
alter table plan_versions add column if not exists approved_at timestamptz;

-- Somebody said yes to this version. A repeat changes nothing. False when the project stands at another one by now.
drop function if exists approve_version(text, integer);
create or replace function approve_version(p_id text, p_version integer, p_approval jsonb) returns boolean
language plpgsql as $$
begin
  perform from projects where id = p_id and version = p_version for update;
  if not found then
    return false;
  end if;
  update plan_versions set approved = true, approval = p_approval, approved_at = clock_timestamp()
   where project_id = p_id and version = p_version and not approved;
  return true;
end $$;

-- A changed plan becomes the next version, and the project stands at it, at the beginning. Null when there is no such project,
-- 0 when it no longer stands at p_base; a plan it stands at already gives that version's number, approved when this is a yes.
-- p_approval: what it was said yes to at; null: it awaits approval. p_degraded: what fell back when it was planned; null: what
-- the version before it says.
drop function if exists change_plan(text, integer, jsonb, boolean);
create or replace function change_plan(
  p_id text, p_base integer, p_plan jsonb, p_approval jsonb, p_degraded jsonb
) returns integer language plpgsql as $$
declare
  current integer;
  number integer;
begin
  select version into current from projects where id = p_id for update;
  if not found then
    return null;
  end if;
  if exists (select from plan_versions where project_id = p_id and version = current and plan = p_plan) then
    if p_approval is not null then
      perform approve_version(p_id, current, p_approval);
    end if;
    return current;
  end if;
  if current <> p_base then
    return 0;
  end if;
  select max(version) + 1 into number from plan_versions where project_id = p_id;
  insert into plan_versions (project_id, version, plan, degraded, approved, approval, approved_at)
  select p_id, number, p_plan, coalesce(p_degraded, degraded), p_approval is not null, p_approval,
         case when p_approval is null then null else clock_timestamp() end
    from plan_versions
   where project_id = p_id and version = current;
  update projects
     set version = number, status = 'PENDING', progress = 0, activity = null, cancel_requested = false,
         error_message = null, updated_at = now()
   where id = p_id;
  return number;
end $$;

-- What was charged for an ad since somebody said yes to this version, by what it was for. Words are one sum.
create or replace function charges_since(p_id text, p_version integer)
returns table (artifact_key text, state text, amount bigint) language sql stable as $$
  select predictions.artifact_key, coalesce(predictions.state, 'succeeded'), sum(ledger.settled)::bigint
    from ledger
    join plan_versions on plan_versions.project_id = p_id and plan_versions.version = p_version
    left join predictions on predictions.fingerprint = ledger.fingerprint
   where ledger.project_id = p_id and ledger.settled is not null and ledger.settled_at >= plan_versions.approved_at
   group by 1, 2
   order by 1 nulls last, 2
$$;
