-- What windows show and keep besides conversations: who may say yes in a workspace, a person's ads, messages that are edited.

create table if not exists workspace_settings (
  workspace text primary key,
  -- who set it last
  user_id text not null,
  settings jsonb not null,
  updated_at timestamptz not null default now()
);

alter table workspace_settings enable row level security;
do $$
begin
  if to_regrole('service_role') is not null then
    grant all on workspace_settings to service_role;
  end if;
end $$;

create or replace function find_settings(p_workspace text) returns jsonb language sql stable as $$
  select settings from workspace_settings where workspace = p_workspace
$$;

create or replace function put_settings(p_workspace text, p_user_id text, p_settings jsonb) returns void language sql as $$
  insert into workspace_settings (workspace, user_id, settings) values (p_workspace, p_user_id, p_settings)
  on conflict (workspace) do update set settings = excluded.settings, user_id = excluded.user_id, updated_at = now()
$$;

-- Ads of the threads that a person began in a workspace, newest first.
create or replace function ads_begun(p_user_id text, p_workspace text, p_limit integer) returns setof jsonb
language sql stable as $$
  select jsonb_build_object('projectId', projects.id, 'threadId', threads.id)
    from threads cross join lateral unnest(ads) as ad join projects on projects.id = ad
   where threads.user_id = p_user_id and threads.workspace = p_workspace
   order by projects.created_at desc, projects.id limit p_limit
$$;

create or replace function has_thread(p_id text) returns boolean language sql stable as $$
  select exists (select from threads where id = p_id)
$$;

-- A message that its writer has edited (`p_text`) or deleted (null). While nobody has begun to answer it, it is changed in
-- place, or withdrawn. Says what became of it, and the message as it stands.
create or replace function amend_event(p_key text, p_text text) returns jsonb language plpgsql as $$
declare
  found_event inbox%rowtype;
begin
  select * into found_event from inbox where event_key = p_key for update;
  if not found or found_event.payload -> 'what' ->> 'kind' <> 'message' then
    return null;
  end if;
  if found_event.payload -> 'what' ->> 'text' = p_text then
    return jsonb_build_object('outcome', 'same', 'event', found_event.payload);
  end if;
  if found_event.done_at is not null or found_event.answered_at is not null
     or (found_event.claimed_by is not null and found_event.claimed_until > clock_timestamp()) then
    return jsonb_build_object('outcome', 'begun', 'event', found_event.payload);
  end if;
  if p_text is null then
    update inbox set done_at = now() where event_key = p_key;
    perform pg_notify('adgen_thread', found_event.thread_id);
    return jsonb_build_object('outcome', 'withdrawn', 'event', found_event.payload);
  end if;
  update inbox set payload = jsonb_set(payload, '{what,text}', to_jsonb(p_text)) where event_key = p_key;
  return jsonb_build_object('outcome', 'changed', 'event', found_event.payload);
end $$;
