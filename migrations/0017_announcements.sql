-- For those who cannot LISTEN (Supabase's API): announcements are also written down, while somebody asks for them.

create table if not exists announcements (
  id bigint generated always as identity primary key,
  -- Transactions end in another order than they begin: by this nobody misses one that took longer.
  transaction xid8 not null default pg_current_xact_id(),
  channel text not null,
  payload text not null,
  at timestamptz not null default clock_timestamp()
);
create index if not exists announcements_transaction on announcements (transaction);
create index if not exists announcements_at on announcements (at);

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

-- Written down only while somebody has asked within the last minute: who listens pays nothing for those who ask.
create or replace function write_announcement(p_channel text, p_payload text) returns void language sql as $$
  insert into announcements (channel, payload)
  select p_channel, p_payload from announcement_readers where seen_at > clock_timestamp() - interval '1 minute'
$$;

create or replace function announce(p_channel text, p_payload text) returns void language plpgsql as $$
begin
  perform pg_notify(p_channel, p_payload);
  perform write_announcement(p_channel, p_payload);
end $$;

-- The same moments in which the functions and triggers of earlier files notify.
create or replace function write_down_project() returns trigger language plpgsql as $$
begin
  perform write_announcement('adgen_project', new.id);
  return null;
end $$;
create or replace function write_down_thread() returns trigger language plpgsql as $$
begin
  perform write_announcement('adgen_thread', new.id);
  return null;
end $$;
create or replace function write_down_event() returns trigger language plpgsql as $$
begin
  perform write_announcement('adgen_thread', new.thread_id);
  return null;
end $$;
create or replace function write_down_web_message() returns trigger language plpgsql as $$
begin
  perform write_announcement('adgen_web', 'changed ' || new.thread_id);
  return null;
end $$;

create or replace trigger projects_written_down after insert or update on projects
  for each row execute function write_down_project();
create or replace trigger threads_written_down after update of changes on threads
  for each row execute function write_down_thread();
create or replace trigger inbox_written_down after insert on inbox
  for each row execute function write_down_event();
create or replace trigger web_messages_written_down after insert or update of sequence, content on web_messages
  for each row execute function write_down_web_message();

-- {cursor, announcements: [{channel, payload}]}: what was announced since that cursor, some of it perhaps for the second time.
-- Ask within the minute, or something was not written down; without a cursor it only says from where to ask on.
create or replace function announcements_since(p_cursor text) returns jsonb language plpgsql as $$
declare
  found_ones jsonb;
begin
  update announcement_readers set seen_at = clock_timestamp() where seen_at < clock_timestamp() - interval '10 seconds';
  delete from announcements where at < clock_timestamp() - interval '5 minutes';
  select coalesce(jsonb_agg(jsonb_build_object('channel', channel, 'payload', payload)), '[]'::jsonb) into found_ones
    from (select distinct channel, payload from announcements where transaction >= p_cursor::xid8) as since;
  return jsonb_build_object(
    'cursor', pg_snapshot_xmin(pg_current_snapshot())::text,
    'announcements', case when p_cursor is null then '[]'::jsonb else found_ones end);
end $$;
