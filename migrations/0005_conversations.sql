-- Conversations: what a thread was told, what it has been asked, what it shows. What must happen whole or not at all is a
-- function, called the same way by every adapter.
--
-- One event of a thread is worked on at a time: it is claimed, answered (state, cards and intents stored together), its
-- intents are carried out, and it is done. Another holder delivers the thread's cards meanwhile. A claim is a token with an
-- end; who has lost it can change nothing any more.

alter table threads
  add column if not exists platform text not null default '',
  add column if not exists owner_name text not null default '',
  -- what the narrator has to remember besides the projects themselves
  add column if not exists facts jsonb not null default '{}',
  -- every ad of the thread, oldest first; project_id is the one it is about now
  add column if not exists ads text[] not null default '{}',
  -- counts the changes its cards may have to follow, and up to which of them they have
  add column if not exists changes bigint not null default 0,
  add column if not exists shown bigint not null default 0,
  add column if not exists courier text,
  -- end of the courier's lease, or when to look again
  add column if not exists courier_until timestamptz;
create index if not exists threads_unshown on threads (courier_until) where changes > shown;
create index if not exists threads_ads on threads using gin (ads);

alter table inbox
  add column if not exists attempts integer not null default 0,
  -- state, cards and intents are stored; the intents remain to be carried out
  add column if not exists answered_at timestamptz,
  add column if not exists revision bigint not null default 0;
create index if not exists inbox_waiting on inbox (position) where done_at is null;

create table if not exists intents (
  id bigint generated always as identity primary key,
  event_key text not null references inbox (event_key) on delete cascade,
  thread_id text not null references threads (id) on delete cascade,
  intent jsonb not null,
  done_at timestamptz
);
create index if not exists intents_pending on intents (event_key, id) where done_at is null;
create index if not exists intents_thread_id on intents (thread_id);

-- What a thread shows. Messages and cards are numbered together: their order is the conversation.
create table if not exists cards (
  thread_id text not null references threads (id) on delete cascade,
  card_key text not null,
  position bigint not null,
  -- moves on with every change; a window that knows one reads on from there
  revision bigint not null,
  card jsonb not null,
  content_hash text not null,
  -- deliveries of this content that failed
  failures integer not null default 0,
  -- a post was begun; after a crash nobody knows whether it came through, and with which content
  posting boolean not null default false,
  primary key (thread_id, card_key)
);
create index if not exists cards_order on cards (thread_id, position);
create index if not exists inbox_order on inbox (thread_id, position);

do $$
declare
  name text;
begin
  foreach name in array array['intents', 'cards'] loop
    execute format('alter table %I enable row level security', name);
    if to_regrole('service_role') is not null then
      execute format('grant all on %I to service_role', name);
    end if;
    if to_regrole('authenticated') is not null then
      execute format('grant select on %I to authenticated', name);
    end if;
    execute format('drop policy if exists owner_reads on %I', name);
    execute format(
      'create policy owner_reads on %I for select using (exists (
         select from threads where threads.id = thread_id and threads.user_id = (select auth.uid())::text))',
      name
    );
  end loop;
end $$;

create or replace function milliseconds(p_count double precision) returns interval language sql immutable as $$
  select make_interval(secs => p_count / 1000)
$$;

-- A thread begins with its first event, and who sent that owns it.
create or replace function open_thread(p_id text, p_platform text, p_workspace text, p_user_id text, p_user_name text)
returns void language sql as $$
  insert into threads (id, platform, workspace, user_id, owner_name)
  values (p_id, p_platform, p_workspace, p_user_id, p_user_name)
  on conflict (id) do nothing
$$;

-- False when the key was there before.
create or replace function receive_event(p_event jsonb) returns boolean language plpgsql as $$
declare
  thread text := p_event ->> 'threadId';
begin
  perform open_thread(
    thread, p_event ->> 'platform', p_event ->> 'workspace', p_event ->> 'userId', p_event ->> 'userName'
  );
  -- One after the other, so that positions are visible in their order.
  perform from threads where id = thread for update;
  insert into inbox (event_key, thread_id, payload) values (p_event ->> 'key', thread, p_event)
  on conflict (event_key) do nothing;
  if not found then
    return false;
  end if;
  update inbox set revision = position where event_key = p_event ->> 'key';
  perform pg_notify('adgen_thread', thread);
  return true;
end $$;

create or replace function thread_json(p_id text) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', id, 'platform', platform, 'workspace', workspace, 'ownerId', user_id, 'ownerName', owner_name,
    'projectId', project_id, 'ads', to_jsonb(ads), 'state', state, 'facts', facts
  ) from threads where id = p_id
$$;

-- The oldest open event whose thread nobody works on; null when there is none.
create or replace function claim_event(p_owner text, p_lease_ms double precision, p_platforms text[])
returns jsonb language plpgsql as $$
declare
  claimed inbox%rowtype;
begin
  select * into claimed from inbox
   where done_at is null
     and (claimed_until is null or claimed_until <= clock_timestamp())
     and payload ->> 'platform' = any (p_platforms)
     and not exists (
       select from inbox earlier
        where earlier.thread_id = inbox.thread_id and earlier.done_at is null and earlier.position < inbox.position
     )
   order by position limit 1 for update skip locked;
  if not found then
    return null;
  end if;
  update inbox
     set claimed_by = p_owner || ':' || gen_random_uuid(),
         claimed_until = clock_timestamp() + milliseconds(p_lease_ms),
         attempts = attempts + 1
   where event_key = claimed.event_key
  returning * into claimed;
  return jsonb_build_object(
    'event', claimed.payload, 'token', claimed.claimed_by, 'attempt', claimed.attempts,
    'answered', claimed.answered_at is not null, 'thread', thread_json(claimed.thread_id)
  );
end $$;

create or replace function renew_event(p_key text, p_token text, p_lease_ms double precision)
returns boolean language plpgsql as $$
begin
  update inbox set claimed_until = clock_timestamp() + milliseconds(p_lease_ms)
   where event_key = p_key and claimed_by = p_token and done_at is null;
  return found;
end $$;

-- Lets go of an event that was not finished; it is claimed again after the delay. `p_counts`: this was one of its attempts.
create or replace function release_event(p_key text, p_token text, p_delay_ms double precision, p_counts boolean)
returns void language sql as $$
  update inbox
     set claimed_by = null,
         claimed_until = clock_timestamp() + milliseconds(p_delay_ms),
         attempts = attempts - (not p_counts)::integer
   where event_key = p_key and claimed_by = p_token and done_at is null
$$;

-- Somebody may have to look at the thread's cards.
create or replace function touch_thread(p_thread text) returns void language plpgsql as $$
begin
  update threads set changes = changes + 1, updated_at = now() where id = p_thread;
  perform pg_notify('adgen_thread', p_thread);
end $$;

-- Cards as [{key, card, hash}]. A new key comes to stand at the end; a known one keeps its place.
create or replace function store_cards(p_thread text, p_cards jsonb) returns void language plpgsql as $$
declare
  one jsonb;
  place bigint;
begin
  -- Revisions of a thread become visible in their order.
  perform from threads where id = p_thread for update;
  for one in select value from jsonb_array_elements(p_cards) with ordinality order by ordinality loop
    place := nextval('inbox_position_seq');
    insert into cards (thread_id, card_key, position, revision, card, content_hash)
    values (p_thread, one ->> 'key', place, place, one -> 'card', one ->> 'hash')
    on conflict (thread_id, card_key) do update
       set card = excluded.card, content_hash = excluded.content_hash, revision = excluded.revision, failures = 0
     where cards.content_hash <> excluded.content_hash;
  end loop;
end $$;

-- Stores what a turn came to, whole. False, and nothing is stored, when the claim is lost or it was answered before.
-- `p_state` null: as it is.
create or replace function answer_event(p_key text, p_token text, p_state jsonb, p_facts jsonb, p_cards jsonb, p_intents jsonb)
returns boolean language plpgsql as $$
declare
  thread text;
begin
  select thread_id into thread from inbox
   where event_key = p_key and claimed_by = p_token and answered_at is null and done_at is null for update;
  if not found then
    return false;
  end if;
  update threads
     set state = coalesce(p_state, state),
         facts = p_facts,
         -- An ad may have been deleted since.
         project_id = case
           when p_state is null then project_id
           else (select id from projects where id = p_state ->> 'projectId')
         end
   where id = thread;
  perform store_cards(thread, p_cards);
  insert into intents (event_key, thread_id, intent)
  select p_key, thread, value from jsonb_array_elements(p_intents) with ordinality order by ordinality;
  update inbox
     set answered_at = now(), attempts = 0, done_at = case when p_intents = '[]' then now() end
   where event_key = p_key;
  perform touch_thread(thread);
  return true;
end $$;

-- Stores that an intent was carried out and what came of it; the last one finishes its event. False when the claim is lost.
-- `p_project` null: the thread stays with its ad.
create or replace function finish_intent(p_key text, p_token text, p_intent bigint, p_project text, p_facts jsonb, p_cards jsonb)
returns boolean language plpgsql as $$
declare
  thread text;
begin
  select thread_id into thread from inbox
   where event_key = p_key and claimed_by = p_token and done_at is null for update;
  if not found then
    return false;
  end if;
  update intents set done_at = now() where id = p_intent and event_key = p_key and done_at is null;
  if not found then
    return false;
  end if;
  update threads
     set facts = p_facts,
         project_id = coalesce((select id from projects where id = p_project), project_id),
         ads = case when p_project is null or p_project = any (ads) then ads else ads || p_project end
   where id = thread;
  perform store_cards(thread, p_cards);
  update inbox
     set attempts = 0,
         done_at = case when not exists (select from intents where event_key = p_key and done_at is null) then now() end
   where event_key = p_key;
  perform touch_thread(thread);
  return true;
end $$;

-- A thread whose cards may be behind and that nobody is delivering; null when there is none.
create or replace function claim_delivery(p_owner text, p_lease_ms double precision, p_platforms text[])
returns jsonb language plpgsql as $$
declare
  claimed threads%rowtype;
begin
  select * into claimed from threads
   where changes > shown
     and (courier_until is null or courier_until <= clock_timestamp())
     and platform = any (p_platforms)
   order by courier_until nulls first limit 1 for update skip locked;
  if not found then
    return null;
  end if;
  update threads
     set courier = p_owner || ':' || gen_random_uuid(), courier_until = clock_timestamp() + milliseconds(p_lease_ms)
   where id = claimed.id
  returning * into claimed;
  return jsonb_build_object(
    'thread', thread_json(claimed.id), 'token', claimed.courier, 'changes', claimed.changes,
    'lastDeliveryAgoMs', (
      select extract(epoch from clock_timestamp() - max(updated_at)) * 1000 from deliveries where thread_id = claimed.id
    )
  );
end $$;

create or replace function renew_delivery(p_thread text, p_token text, p_lease_ms double precision)
returns boolean language plpgsql as $$
begin
  update threads set courier_until = clock_timestamp() + milliseconds(p_lease_ms) where id = p_thread and courier = p_token;
  return found;
end $$;

-- `p_changes`: the cards have followed up to here; null: not yet. Claimed again after the delay, if there is anything to do.
create or replace function release_delivery(p_thread text, p_token text, p_changes bigint, p_delay_ms double precision)
returns void language sql as $$
  update threads
     set shown = greatest(shown, coalesce(p_changes, shown)),
         courier = null,
         courier_until = case when p_delay_ms > 0 then clock_timestamp() + milliseconds(p_delay_ms) end
   where id = p_thread and courier = p_token
$$;

-- The narrator's cards. False when the courier's claim is lost.
create or replace function narrate_cards(p_thread text, p_token text, p_cards jsonb) returns boolean language plpgsql as $$
begin
  perform from threads where id = p_thread and courier = p_token for update;
  if not found then
    return false;
  end if;
  perform store_cards(p_thread, p_cards);
  return true;
end $$;

create or replace function begin_post(p_thread text, p_token text, p_card text) returns boolean language plpgsql as $$
begin
  perform from threads where id = p_thread and courier = p_token for update;
  if not found then
    return false;
  end if;
  update cards set posting = true where thread_id = p_thread and card_key = p_card;
  return found;
end $$;

create or replace function record_delivery(p_thread text, p_token text, p_card text, p_message text, p_hash text)
returns boolean language plpgsql as $$
begin
  perform from threads where id = p_thread and courier = p_token for update;
  if not found then
    return false;
  end if;
  insert into deliveries (thread_id, card_key, message_id, content_hash, updated_at)
  values (p_thread, p_card, p_message, p_hash, clock_timestamp())
  on conflict (thread_id, card_key) do update
     set message_id = excluded.message_id, content_hash = excluded.content_hash, updated_at = excluded.updated_at;
  update cards set failures = 0, posting = false where thread_id = p_thread and card_key = p_card;
  return true;
end $$;

-- Whoever follows an ad is behind when it changes: written with the change itself, so that no crash can lose it.
create or replace function touch_threads_of_project() returns trigger language plpgsql as $$
begin
  perform touch_thread(id) from threads where ads @> array[new.id];
  return null;
end $$;

create or replace trigger projects_followed after update on projects
  for each row execute function touch_threads_of_project();
