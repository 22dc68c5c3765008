-- What is announced goes through one function. Who can LISTEN hears it at once; who cannot (Supabase's API) asks for it, and
-- while somebody does it is also written down.

create table if not exists announcements (
  id bigint generated always as identity primary key,
  -- Transactions end in another order than they begin: by this nobody misses one that took longer.
  transaction xid8 not null default pg_current_xact_id(),
  channel text not null,
  payload text not null,
  at timestamptz not null default clock_timestamp()
);
create index if not exists announcements_transaction on announcements (transaction);

-- When somebody last asked.
create table if not exists announcement_readers (
  one boolean primary key default true check (one),
  seen_at timestamptz not null
);
insert into announcement_readers (seen_at) values ('epoch') on conflict do nothing;

do $$
declare
  name text;
begin
  foreach name in array array['announcements', 'announcement_readers'] loop
    execute format('alter table %I enable row level security', name);
    if to_regrole('service_role') is not null then
      execute format('grant all on %I to service_role', name);
    end if;
  end loop;
end $$;

-- Delivered when the change is committed. Written down only while somebody has asked within the last minute: who listens pays
-- next to nothing for those who ask.
create or replace function announce(p_channel text, p_payload text) returns void language plpgsql as $$
begin
  perform pg_notify(p_channel, p_payload);
  insert into announcements (channel, payload)
  select p_channel, p_payload from announcement_readers where seen_at > clock_timestamp() - interval '1 minute';
end $$;

-- What was announced since the cursor of the last answer, each thing once: {cursor, gap, heard: [[channel, payload]]}. A cursor
-- is what could be seen then, so a transaction that was under way then, and has ended since, is new. `gap`: what was announced
-- before the cursor of this answer was perhaps not written down. A null cursor in the answer: nobody had asked for so long that
-- nothing was; it is from now on, so ask again. By the database's clock.
create or replace function announcements_since(p_cursor jsonb) returns jsonb language plpgsql as $$
declare
  moment timestamptz := clock_timestamp();
  last_asked timestamptz;
  seen pg_snapshot := (p_cursor ->> 'seen')::pg_snapshot;
  doubted pg_snapshot := (p_cursor ->> 'doubted')::pg_snapshot;
begin
  select seen_at into last_asked from announcement_readers;
  if last_asked < moment - interval '10 seconds' then
    update announcement_readers set seen_at = clock_timestamp() where seen_at < moment - interval '10 seconds';
    delete from announcements where at < moment - interval '5 minutes';
  end if;
  -- Sooner than they cease to be written down: a change that is under way looks at its own time.
  if last_asked < moment - interval '40 seconds' then
    return jsonb_build_object('cursor', null, 'gap', true, 'heard', '[]'::jsonb);
  end if;
  -- Before what is removed by now, or from another server's life.
  if p_cursor is null or (p_cursor ->> 'at')::timestamptz < moment - interval '4 minutes'
     or pg_snapshot_xmax(seen) > pg_snapshot_xmax(pg_current_snapshot()) then
    -- What is under way may have begun before anybody was known to ask: until that has ended, something may be missing.
    return (
      with now_seen as materialized (select pg_current_snapshot() as snapshot)
      select jsonb_build_object(
        'cursor', jsonb_build_object(
          'seen', snapshot, 'at', moment,
          'doubted', case when exists (select from pg_snapshot_xip(snapshot)) then snapshot end),
        'gap', true, 'heard', '[]'::jsonb)
        from now_seen
    );
  end if;
  return (
    with now_seen as materialized (select pg_current_snapshot() as snapshot),
         ended as materialized (
           select not exists (
             select from pg_snapshot_xip(doubted) as open (transaction), now_seen
              where not pg_visible_in_snapshot(open.transaction, now_seen.snapshot)) as it
         )
    select jsonb_build_object(
      'cursor', jsonb_build_object(
        'seen', now_seen.snapshot, 'doubted', case when not ended.it then doubted end, 'at', moment),
      'gap', doubted is not null and ended.it,
      'heard', coalesce((
        select jsonb_agg(jsonb_build_array(channel, payload) order by first)
          from (select channel, payload, min(id) as first from announcements
                 where transaction >= pg_snapshot_xmin(seen) and not pg_visible_in_snapshot(transaction, seen)
                 group by channel, payload) as news
      ), '[]'::jsonb))
      from now_seen, ended
  );
end $$;

-- All that was announced by itself so far, as it was except for that.

create or replace function announce_project() returns trigger language plpgsql as $$
begin
  perform announce('adgen_project', new.id);
  return null;
end $$;

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
  perform announce('adgen_thread', thread);
  return true;
end $$;

create or replace function touch_thread(p_thread text) returns void language plpgsql as $$
begin
  update threads set changes = changes + 1, updated_at = now() where id = p_thread;
  perform announce('adgen_thread', p_thread);
end $$;

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
  perform announce('adgen_web', 'changed ' || p_thread);
  return true;
end $$;

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
    perform announce('adgen_web', 'changed ' || p_thread);
  end if;
  return true;
end $$;

create or replace function show_web_message(p_thread text, p_key text) returns void language plpgsql as $$
begin
  perform from web_threads where id = p_thread for update;
  update web_messages set sequence = next_web_change(p_thread)
   where thread_id = p_thread and message_key = p_key and sequence is null;
  if found then
    perform announce('adgen_web', 'changed ' || p_thread);
  end if;
end $$;
