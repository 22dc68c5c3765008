-- The web chat's messages: what Slack keeps for its threads, kept here for those of the page. A thread counts its changes;
-- each change of a message takes the next number, and numbers become visible in their order, so a page that knows one
-- reads on from there and misses nothing.

create table if not exists web_threads (
  id text primary key,
  user_id text not null,
  changes bigint not null default 0,
  created_at timestamptz not null default now()
);
create index if not exists web_threads_user_id on web_threads (user_id);

create table if not exists web_messages (
  thread_id text not null references web_threads (id) on delete cascade,
  message_key text not null,
  -- place in the thread; it stays
  position bigint not null,
  -- number of its last change; null: not shown yet
  sequence bigint,
  content jsonb not null,
  -- a person's message as it goes to the core; it is shown once the core has it
  event jsonb,
  -- artefact keys it lets its reader fetch
  files text[] not null default '{}',
  -- pictures that came with it
  uploads text[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (thread_id, message_key)
);
create index if not exists web_messages_sequence on web_messages (thread_id, sequence);
create index if not exists web_messages_unsent on web_messages (created_at) where sequence is null;

do $$
declare
  name text;
begin
  foreach name in array array['web_threads', 'web_messages'] loop
    execute format('alter table %I enable row level security', name);
    if to_regrole('service_role') is not null then
      execute format('grant all on %I to service_role', name);
    end if;
    if to_regrole('authenticated') is not null then
      execute format('grant select on %I to authenticated', name);
    end if;
  end loop;
  drop policy if exists owner_reads on web_threads;
  create policy owner_reads on web_threads for select using (user_id = (select auth.uid())::text);
  drop policy if exists owner_reads on web_messages;
  create policy owner_reads on web_messages for select using (exists (
    select from web_threads where web_threads.id = thread_id and web_threads.user_id = (select auth.uid())::text));
end $$;

-- The next number of a thread; holds the thread until the end of the transaction. Null when there is no such thread.
create or replace function next_web_change(p_thread text) returns bigint language sql as $$
  update web_threads set changes = changes + 1 where id = p_thread returning changes
$$;

-- A card of ours under its key; a repeat keeps the first. False when there is no such thread.
create or replace function post_web_card(p_thread text, p_key text, p_content jsonb, p_files text[])
returns boolean language plpgsql as $$
declare
  place bigint;
begin
  perform from web_threads where id = p_thread for update;
  if not found then
    return false;
  end if;
  if exists (select from web_messages where thread_id = p_thread and message_key = p_key) then
    return true;
  end if;
  place := next_web_change(p_thread);
  insert into web_messages (thread_id, message_key, position, sequence, content, files)
  values (p_thread, p_key, place, place, p_content, p_files);
  perform pg_notify('adgen_web', 'changed ' || p_thread);
  return true;
end $$;

-- False when there is no such message. Equal content changes nothing.
create or replace function edit_web_card(p_thread text, p_key text, p_content jsonb, p_files text[])
returns boolean language plpgsql as $$
declare
  known web_messages%rowtype;
begin
  perform from web_threads where id = p_thread for update;
  select * into known from web_messages where thread_id = p_thread and message_key = p_key;
  if not found then
    return false;
  end if;
  if known.content <> p_content then
    update web_messages set content = p_content, files = p_files, sequence = next_web_change(p_thread)
     where thread_id = p_thread and message_key = p_key;
    perform pg_notify('adgen_web', 'changed ' || p_thread);
  end if;
  return true;
end $$;

-- Takes a place for a person's message, unseen. A repeat keeps the first. False when there is no such thread.
create or replace function keep_web_message(p_thread text, p_key text, p_content jsonb, p_event jsonb, p_uploads text[])
returns boolean language plpgsql as $$
begin
  perform from web_threads where id = p_thread for update;
  if not found then
    return false;
  end if;
  if not exists (select from web_messages where thread_id = p_thread and message_key = p_key) then
    insert into web_messages (thread_id, message_key, position, content, event, uploads)
    values (p_thread, p_key, next_web_change(p_thread), p_content, p_event, p_uploads);
  end if;
  return true;
end $$;

-- Shows a person's message, now that the core has it. A repeat changes nothing.
create or replace function show_web_message(p_thread text, p_key text) returns void language plpgsql as $$
begin
  perform from web_threads where id = p_thread for update;
  update web_messages set sequence = next_web_change(p_thread)
   where thread_id = p_thread and message_key = p_key and sequence is null;
  if found then
    perform pg_notify('adgen_web', 'changed ' || p_thread);
  end if;
end $$;
