-- Money that is spent exactly once: a call is reserved and written down before it is made, and settled at what it cost.

-- What the call is to make, and which try it is.
alter table predictions add column if not exists artifact_key text not null default '';
-- What the model is given: by this a call whose answer was lost is found in the provider's list.
alter table predictions add column if not exists input jsonb not null default '{}';
-- Who is about to ask, and since when: nobody else asks before that one can have been heard.
alter table predictions add column if not exists owner text not null default '';
alter table predictions add column if not exists asked_at timestamptz not null default now();
create index if not exists predictions_artifact on predictions (project_id, artifact_key, created_at);
create index if not exists predictions_open on predictions (provider) where state in ('intent', 'running');

alter table ledger add column if not exists model text not null default '';

-- What counts against a cap: what was charged, and what is reserved for a call whose charge is not known.
create or replace function held_by_ad(p_project_id text) returns bigint language sql stable as $$
  select coalesce(sum(coalesce(settled, reserved)), 0)::bigint from ledger where project_id = p_project_id
$$;

-- Months are those of UTC; a call counts in the month in which it was asked for.
create or replace function held_in_month() returns bigint language sql stable as $$
  select coalesce(sum(coalesce(settled, reserved)), 0)::bigint
    from ledger
   where created_at >= date_trunc('month', now() at time zone 'utc') at time zone 'utc'
$$;

-- Reserves the money and writes the intent, both or neither. Calls take turns, so that two never share the same rest of a cap.
-- {kind: reserved | exists | over}; null when there is no such project. A cap that is null holds nothing back.
create or replace function reserve_call(
  p_fingerprint text, p_project_id text, p_artifact_key text, p_provider text, p_model text, p_input jsonb,
  p_owner text, p_micro_usd bigint, p_ad_cap bigint, p_month_cap bigint
) returns jsonb language plpgsql as $$
declare
  person text;
  held bigint;
begin
  -- Any fixed number; the same in every process.
  perform pg_advisory_xact_lock(1630497390);
  if exists (select from predictions where fingerprint = p_fingerprint) then
    return jsonb_build_object('kind', 'exists');
  end if;
  select user_id into person from projects where id = p_project_id for update;
  if not found then
    return null;
  end if;
  held := held_by_ad(p_project_id);
  if held + p_micro_usd > p_ad_cap then
    return jsonb_build_object('kind', 'over', 'cap', 'ad', 'capMicroUsd', p_ad_cap, 'heldMicroUsd', held);
  end if;
  held := held_in_month();
  if held + p_micro_usd > p_month_cap then
    return jsonb_build_object('kind', 'over', 'cap', 'month', 'capMicroUsd', p_month_cap, 'heldMicroUsd', held);
  end if;
  insert into ledger (fingerprint, project_id, user_id, model, reserved)
  values (p_fingerprint, p_project_id, person, p_model, p_micro_usd);
  insert into predictions (fingerprint, project_id, artifact_key, provider, model, input, owner)
  values (p_fingerprint, p_project_id, p_artifact_key, p_provider, p_model, p_input, p_owner);
  return jsonb_build_object('kind', 'reserved');
end $$;

-- The first settlement stays.
create or replace function settle_call(p_fingerprint text, p_state text, p_micro_usd bigint) returns boolean
language plpgsql as $$
begin
  update ledger set settled = p_micro_usd, settled_at = now() where fingerprint = p_fingerprint and settled is null;
  if not found then
    return false;
  end if;
  update predictions set state = p_state, updated_at = now() where fingerprint = p_fingerprint;
  return true;
end $$;

-- A call that was certainly never heard leaves no trace. False when it is somebody else's by now, or was heard after all.
create or replace function release_call(p_fingerprint text, p_owner text) returns boolean language plpgsql as $$
begin
  delete from predictions
   where fingerprint = p_fingerprint and owner = p_owner and provider_id is null and state = 'intent';
  if not found then
    return false;
  end if;
  delete from ledger where fingerprint = p_fingerprint and settled is null;
  return true;
end $$;

-- The provider has it. False when this call has another id, or another call has this one; the same id again is fine.
create or replace function start_call(p_fingerprint text, p_provider_id text) returns boolean language plpgsql as $$
begin
  update predictions
     set provider_id = p_provider_id,
         state = case when state in ('intent', 'unclear') then 'running' else state end,
         updated_at = now()
   where fingerprint = p_fingerprint and coalesce(provider_id, p_provider_id) = p_provider_id;
  return found;
exception
  when unique_violation then return false;
end $$;

-- projects.cost is the sum of what is settled. The row of the project is locked first: of two settlements at once the second
-- then sees the first.
create or replace function sum_cost() returns trigger language plpgsql as $$
declare
  project text := coalesce(new.project_id, old.project_id);
begin
  perform from projects where id = project for update;
  update projects
     set cost = total, updated_at = now()
    from (select coalesce(sum(settled), 0)::bigint as total from ledger where project_id = project) as sums
   where id = project and cost <> total;
  return null;
end $$;

create or replace trigger ledger_summed after insert or update or delete on ledger
  for each row execute function sum_cost();
