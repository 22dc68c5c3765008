-- Everything that the stores ask for, as functions that are called by name: the same over SQL and over PostgREST. Answers are
-- JSON. Those that only read are stable: whoever lost the connection may ask them again.

create or replace function create_project(p_id text, p_user_id text, p_title text, p_ad jsonb) returns void language sql as $$
  insert into projects (id, user_id, title, ad_project_json) values (p_id, p_user_id, p_title, p_ad) on conflict (id) do nothing
$$;

create or replace function find_project(p_id text) returns jsonb language sql stable as $$
  select to_jsonb(projects) || jsonb_build_object(
           'plan', plan_versions.plan, 'approved', coalesce(plan_versions.approved, false))
    from projects
    left join plan_versions on project_id = projects.id and plan_versions.version = projects.version
   where projects.id = p_id
$$;

-- A project that waits for a person's approval is where it belongs; going on with it would spend without a yes.
create or replace function unfinished_projects() returns setof text language sql stable as $$
  select id from projects where status not in ('AWAITING_APPROVAL', 'COMPLETED', 'FAILED', 'CANCELLED') order by created_at, id
$$;

create or replace function find_versions(p_id text) returns setof jsonb language sql stable as $$
  select jsonb_build_object('version', version, 'receipt', receipt, 'approved', approved)
    from plan_versions where project_id = p_id order by version
$$;

create or replace function find_plan(p_id text, p_version integer) returns jsonb language sql stable as $$
  select jsonb_build_object('plan', plan, 'degraded', degraded)
    from plan_versions where project_id = p_id and version = p_version
$$;

-- Null when nobody said yes to it.
create or replace function find_bill(p_id text, p_version integer) returns jsonb language sql stable as $$
  select jsonb_build_object(
           'estimated', approval,
           'charges', coalesce((select jsonb_agg(to_jsonb(charge)) from charges_since(p_id, p_version) as charge), '[]'::jsonb))
    from plan_versions where project_id = p_id and version = p_version and approval is not null
$$;

create or replace function find_artifact(p_project_id text, p_key text) returns jsonb language sql stable as $$
  select jsonb_build_object('key', key, 'tookMs', took_ms, 'degraded', degraded, 'facts', facts)
    from artifacts where project_id = p_project_id and key = p_key
$$;

create or replace function add_artifact(
  p_project_id text, p_key text, p_took_ms double precision, p_degraded jsonb, p_facts jsonb
) returns void language sql as $$
  insert into artifacts (project_id, key, took_ms, degraded, facts)
  values (p_project_id, p_key, p_took_ms, p_degraded, p_facts) on conflict (project_id, key) do nothing
$$;

-- What the caps leave, and until when the month's holds; a cap that is null leaves null.
create or replace function budget_left(p_project_id text, p_ad_cap bigint, p_month_cap bigint) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'ad', p_ad_cap - held_by_ad(p_project_id),
    'month', p_month_cap - held_in_month(),
    'until', to_char(date_trunc('month', now() at time zone 'utc') + interval '1 month', 'YYYY-MM-DD'))
$$;

-- By the database's clock, because several machines may ask.
create or replace function call_json(p_call predictions, p_ledger ledger) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'fingerprint', p_call.fingerprint, 'projectId', p_call.project_id, 'model', p_call.model, 'input', p_call.input,
    'owner', p_call.owner, 'providerId', p_call.provider_id, 'state', p_call.state,
    'ageMs', extract(epoch from clock_timestamp() - p_call.asked_at) * 1000,
    'reservedMicroUsd', p_ledger.reserved, 'settledMicroUsd', p_ledger.settled)
$$;

create or replace function calls_of_artifact(p_project_id text, p_key text) returns setof jsonb language sql stable as $$
  select call_json(predictions, ledger)
    from predictions join ledger using (fingerprint)
   where predictions.project_id = p_project_id and artifact_key = p_key
   order by predictions.created_at, fingerprint
$$;

create or replace function open_calls(p_provider text) returns setof jsonb language sql stable as $$
  select call_json(predictions, ledger) || jsonb_build_object(
           'over', projects.status in ('COMPLETED', 'FAILED', 'CANCELLED'), 'stopped', projects.cancel_requested)
    from predictions
    join ledger using (fingerprint)
    join projects on projects.id = predictions.project_id
   where provider = p_provider and predictions.state in ('intent', 'running')
   order by predictions.created_at, fingerprint
$$;

create or replace function renew_call(p_fingerprint text, p_owner text) returns boolean language plpgsql as $$
begin
  update predictions set asked_at = clock_timestamp(), updated_at = now()
   where fingerprint = p_fingerprint and owner = p_owner and provider_id is null and state = 'intent';
  return found;
end $$;

create or replace function take_over_call(p_fingerprint text, p_owner text, p_grace_ms double precision) returns boolean
language plpgsql as $$
begin
  update predictions set owner = p_owner, updated_at = now()
   where fingerprint = p_fingerprint and provider_id is null and state = 'intent'
     and asked_at < clock_timestamp() - milliseconds(p_grace_ms);
  return found;
end $$;

create or replace function unclear_call(p_fingerprint text) returns void language sql as $$
  update predictions set state = 'unclear', updated_at = now()
   where fingerprint = p_fingerprint and state in ('intent', 'running')
$$;

create or replace function known_calls(p_provider text, p_ids text[]) returns setof text language sql stable as $$
  select provider_id from predictions where provider = p_provider and provider_id = any (p_ids)
$$;

create or replace function is_stopped(p_project_id text) returns boolean language sql stable as $$
  select exists (select from projects where id = p_project_id and cancel_requested)
$$;

create or replace function pending_intents(p_key text) returns setof jsonb language sql stable as $$
  select jsonb_build_object('id', id, 'intent', intent)
    from intents where event_key = p_key and done_at is null order by id
$$;

create or replace function due_cards(p_thread text, p_max_failures integer) returns setof jsonb language sql stable as $$
  select jsonb_build_object(
           'key', cards.card_key, 'card', card, 'hash', cards.content_hash, 'messageId', message_id,
           'failures', failures, 'posting', posting)
    from cards left join deliveries using (thread_id, card_key)
   where thread_id = p_thread and failures < p_max_failures
     and deliveries.content_hash is distinct from cards.content_hash
   order by position
$$;

-- The failures of a courier whose time ran out are not the card's.
create or replace function fail_card(p_thread text, p_token text, p_card text, p_hash text) returns void language sql as $$
  update cards set failures = failures + 1
   where thread_id = p_thread and card_key = p_card and content_hash = p_hash
     and exists (select from threads where id = p_thread and courier = p_token)
$$;

create or replace function is_quiet(p_id text) returns boolean language sql stable as $$
  select coalesce((
    select changes <= shown and not exists (select from inbox where thread_id = p_id and done_at is null)
      from threads where id = p_id
  ), true)
$$;

create or replace function threads_of(p_user_id text) returns setof jsonb language sql stable as $$
  select jsonb_build_object('id', id, 'projectId', project_id)
    from threads where user_id = p_user_id order by created_at desc, id desc
$$;

-- Messages and cards, changed after a revision, in the order of the conversation.
create or replace function timeline_of(p_id text, p_after bigint) returns setof jsonb language sql stable as $$
  select entry from (
    select position, jsonb_build_object(
             'kind', 'event', 'position', position, 'revision', revision, 'key', event_key, 'event', payload) as entry
      from inbox where thread_id = p_id and revision > p_after
    union all
    select position, jsonb_build_object(
             'kind', 'card', 'position', position, 'revision', revision, 'key', card_key, 'card', card)
      from cards where thread_id = p_id and revision > p_after
  ) as entries order by position
$$;

create or replace function find_kit(p_workspace text) returns jsonb language sql stable as $$
  select kit from brand_kits where workspace = p_workspace
$$;

create or replace function put_kit(p_workspace text, p_user_id text, p_kit jsonb) returns void language sql as $$
  insert into brand_kits (workspace, user_id, kit) values (p_workspace, p_user_id, p_kit)
  on conflict (workspace) do update set kit = excluded.kit, user_id = excluded.user_id, updated_at = now()
$$;

create or replace function open_web_thread(p_id text, p_user_id text) returns void language sql as $$
  insert into web_threads (id, user_id) values (p_id, p_user_id) on conflict (id) do nothing
$$;

create or replace function has_web_thread(p_id text) returns boolean language sql stable as $$
  select exists (select from web_threads where id = p_id)
$$;

create or replace function unsent_web_messages() returns setof jsonb language sql stable as $$
  select jsonb_build_object('key', message_key, 'event', event)
    from web_messages where sequence is null order by thread_id, position
$$;

create or replace function web_messages_since(p_thread text, p_sequence bigint, p_limit integer) returns setof jsonb
language sql stable as $$
  select jsonb_build_object(
           'key', message_key, 'position', position, 'sequence', sequence, 'at', created_at, 'content', content)
    from web_messages where thread_id = p_thread and sequence > p_sequence order by sequence limit p_limit
$$;

create or replace function web_shows_file(p_user_id text, p_key text) returns boolean language sql stable as $$
  select exists (
    select from web_messages join web_threads on id = thread_id where user_id = p_user_id and p_key = any (files))
$$;

create or replace function has_web_upload(p_thread text, p_upload text) returns boolean language sql stable as $$
  select exists (select from web_messages where thread_id = p_thread and p_upload = any (uploads))
$$;
