-- Codes said in a chat. Only their hashes come here; what a saying came to is remembered by its event, so that a repeat after a
-- crash comes to the same, and wrong ones are counted.

create table if not exists link_sayings (
  said_key text primary key,
  -- as chat_person has it
  person text not null,
  outcome text not null,
  said_at timestamptz not null default now()
);
create index if not exists link_sayings_person on link_sayings (person, said_at);
create index if not exists chat_identities_person on chat_identities (platform, platform_user_id);
alter table link_sayings enable row level security;

do $$
begin
  if to_regrole('service_role') is not null then
    grant all on link_sayings to service_role;
  end if;
end $$;

-- Who somebody in a chat is. Discord knows a person by one number in all servers and in conversations with the bot alone, so what
-- they prove in one they have proven in all; Slack by one in each workspace.
create or replace function chat_person(p_identity text) returns text language sql immutable as $$
  select case when p_identity like 'discord:%' then 'discord:' || substring(p_identity from '[^:]*$') else p_identity end
$$;

-- The account that any identity of the person is linked to; null: none.
create or replace function account_of(p_identity text) returns text language sql stable as $$
  select user_id from chat_identities
   where platform = split_part(p_identity, ':', 1) and platform_user_id = substring(p_identity from '[^:]*$')
     and chat_person(platform || ':' || workspace || ':' || platform_user_id) = chat_person(p_identity)
   order by created_at limit 1
$$;

-- Links them wherever they have begun something, and here.
create or replace function link_person(p_user_id text, p_identity text) returns void language plpgsql as $$
begin
  perform link_identity(p_user_id, identity) from (
    select p_identity as identity
    union
    select user_id from threads
     where p_identity like 'discord:%' and platform = 'discord' and chat_person(user_id) = chat_person(p_identity)
  ) as every;
end $$;

-- A linked person of Discord who begins something in another server is linked there, too.
create or replace function link_known_person() returns trigger language plpgsql as $$
declare
  account constant text := account_of(new.user_id);
begin
  if account is not null then
    perform link_identity(account, new.user_id);
  end if;
  return null;
end $$;

create or replace trigger threads_of_linked after insert on threads
  for each row when (new.platform = 'discord') execute function link_known_person();

-- Seconds until the person may try again; null: they may. Five wrong codes in ten minutes are enough.
create or replace function link_wait(p_person text) returns integer language sql stable as $$
  select greatest(1, ceil(extract(epoch from min(said_at) + interval '10 minutes' - now())))::integer from (
    select said_at from link_sayings
     where person = p_person and outcome = 'ended' and said_at > now() - interval '10 minutes'
     order by said_at desc limit 5
  ) as wrong having count(*) >= 5
$$;

-- What a code comes to for whoever said it; the caller holds the person's lock.
create or replace function outcome_of_code(p_identity text, p_hash text) returns text language plpgsql as $$
declare
  linked constant text := account_of(p_identity);
  code link_codes%rowtype;
begin
  if link_wait(chat_person(p_identity)) is not null then
    return 'too-many';
  end if;
  select * into code from link_codes
   where hash = decode(p_hash, 'hex') and expires_at > now()
     and (used_by is null or chat_person(used_by) = chat_person(p_identity))
     for update;
  if found and linked = code.user_id then
    update link_codes set used_by = p_identity where hash = code.hash;
    return 'already';
  elsif not found or code.used_by is not null then
    return 'ended';
  elsif linked is not null then
    return 'other';
  end if;
  update link_codes set used_by = p_identity where hash = code.hash;
  perform link_person(code.user_id, p_identity);
  return 'linked';
end $$;

-- `p_key`: the event that it was said in. {outcome: linked, already, other, ended, too-many; waitSeconds}.
create or replace function link_chat(p_key text, p_identity text, p_hash text) returns jsonb language plpgsql as $$
declare
  whom constant text := chat_person(p_identity);
  came_to text;
begin
  perform pg_advisory_xact_lock(hashtextextended('link ' || whom, 0));
  select outcome into came_to from link_sayings where said_key = p_key;
  if not found then
    came_to := outcome_of_code(p_identity, p_hash);
    delete from link_sayings where said_at < now() - interval '1 day';
    insert into link_sayings (said_key, person, outcome) values (p_key, whom, came_to);
  end if;
  return jsonb_build_object('outcome', came_to, 'waitSeconds', coalesce(link_wait(whom), 0));
end $$;

-- Ends the person's link, whichever account it is to. False when there was none.
create or replace function unlink_chat(p_key text, p_identity text) returns boolean language plpgsql as $$
declare
  whom constant text := chat_person(p_identity);
  came_to text;
begin
  perform pg_advisory_xact_lock(hashtextextended('link ' || whom, 0));
  select outcome into came_to from link_sayings where said_key = p_key;
  if not found then
    came_to := case when unlink_identity(account_of(p_identity), p_identity) then 'unlinked' else 'nothing' end;
    insert into link_sayings (said_key, person, outcome) values (p_key, whom, came_to);
  end if;
  return came_to = 'unlinked';
end $$;

-- False when there was no such link. Of Discord it is the person's in every server: else the next thread there would bring it back.
create or replace function unlink_identity(p_user_id text, p_identity text) returns boolean language plpgsql as $$
begin
  delete from chat_identities
   where user_id = p_user_id and platform = split_part(p_identity, ':', 1)
     and chat_person(platform || ':' || workspace || ':' || platform_user_id) = chat_person(p_identity);
  return found;
end $$;

-- As in 0020. What asked for a link holds no words that could be changed: other words come in as a message of their own.
create or replace function amend_event(p_key text, p_text text) returns jsonb language plpgsql as $$
declare
  found_event inbox%rowtype;
  kind text;
begin
  select * into found_event from inbox where event_key = p_key for update;
  kind := found_event.payload -> 'what' ->> 'kind';
  if kind is null or kind not in ('message', 'link') then
    return null;
  end if;
  if found_event.payload -> 'what' ->> 'text' = p_text then
    return jsonb_build_object('outcome', 'same', 'event', found_event.payload);
  end if;
  if kind = 'link' or found_event.done_at is not null or found_event.answered_at is not null
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
