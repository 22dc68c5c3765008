-- Whose a row is. Whoever is signed in with an account is three in our rows: the account's own id (what belongs to the page),
-- `web:{account}:{account}` (what was said and ordered on the page), and `{platform}:{workspace}:{user}` of every chat that they
-- have linked. They see what any of these has, and nothing else.

create table if not exists link_codes (
  hash bytea primary key,
  user_id text not null,
  expires_at timestamptz not null,
  -- the identity it was used for; a repeat by the same one is no second use
  used_by text
);
alter table link_codes enable row level security;

do $$
declare
  name text;
begin
  if to_regrole('service_role') is not null then
    grant all on link_codes to service_role;
  end if;
  -- What one may see of chat_identities is one's own links, so nobody becomes somebody else by it.
  foreach name in array array['projects', 'threads', 'web_threads', 'ledger', 'brand_kits'] loop
    execute format('drop policy if exists owner_reads on %I', name);
    execute format($policy$
      create policy owner_reads on %I for select using (user_id = any (array(
        select unnest(array[id, 'web:' || id || ':' || id]) from (select auth.uid()::text as id) as account
        union all
        select platform || ':' || workspace || ':' || platform_user_id from chat_identities
         where chat_identities.user_id = (select auth.uid())::text)))
    $policy$, name);
  end loop;
  -- The rest is seen with what it belongs to.
  foreach name in array array['plan_versions', 'artifacts', 'predictions'] loop
    execute format('drop policy if exists owner_reads on %I', name);
    execute format('create policy owner_reads on %I for select using (exists (select from projects where id = project_id))', name);
  end loop;
  foreach name in array array['inbox', 'deliveries', 'intents', 'cards'] loop
    execute format('drop policy if exists owner_reads on %I', name);
    execute format('create policy owner_reads on %I for select using (exists (select from threads where id = thread_id))', name);
  end loop;
  drop policy if exists owner_reads on web_messages;
  create policy owner_reads on web_messages for select using (exists (select from web_threads where id = thread_id));
end $$;

-- What was ordered on the page goes with the account, too (0018 knew only the bare id). What was ordered in a chat stays there;
-- only the link goes.
do $$
declare
  name text;
  uuid constant text := '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
begin
  if to_regclass('auth.users') is null then
    return;
  end if;
  foreach name in array array['projects', 'threads', 'web_threads', 'brand_kits', 'chat_identities', 'link_codes'] loop
    if exists (select from pg_attrdef where adrelid = name::regclass and pg_get_expr(adbin, adrelid) like '%web:%') then
      continue;
    end if;
    execute format('alter table %I drop column if exists account', name);
    execute format(
      'alter table %I add column account uuid generated always as (
         case when user_id ~ %L then user_id::uuid when user_id ~ %L then substr(user_id, 5, 36)::uuid end) stored,
         add constraint %I foreign key (account) references auth.users (id) on delete cascade not valid',
      name, '^' || uuid || '$', '^web:(' || uuid || '):\1$', name || '_account');
    execute format('create index %I on %I (account)', name || '_by_account', name);
  end loop;
end $$;

-- Makes whoever has `p_identity` ({platform}:{workspace}:{user}) the account. Both must have been proven: the account by a
-- sign-in, the identity by the chat. The newest link counts; a repeat changes nothing.
create or replace function link_identity(p_user_id text, p_identity text) returns void language plpgsql as $$
declare
  parts constant text[] := regexp_match(p_identity, '^([^:]+):(.+):([^:]+)$');
begin
  -- Who is at the page has proven more than an id already.
  if parts is null or parts[1] = 'web' then
    raise invalid_parameter_value using message = format('%s is not somebody in a chat.', coalesce(p_identity, 'Nobody'));
  end if;
  insert into chat_identities (platform, workspace, platform_user_id, user_id)
  values (parts[1], parts[2], parts[3], p_user_id::uuid::text)
  on conflict (platform, workspace, platform_user_id) do update
     set user_id = excluded.user_id, created_at = now()
   where chat_identities.user_id <> excluded.user_id;
end $$;

-- False when there was no such link.
create or replace function unlink_identity(p_user_id text, p_identity text) returns boolean language plpgsql as $$
begin
  delete from chat_identities
   where user_id = p_user_id and platform || ':' || workspace || ':' || platform_user_id = p_identity;
  return found;
end $$;

-- Everything that `user_id` says where a row is this account's: the same as in the policies above. Linked ones come last.
create or replace function identities_of(p_user_id text) returns setof text language sql stable as $$
  select identity from (
    select p_user_id as identity, timestamptz '-infinity' as since, 1 as place
    union all
    select 'web:' || p_user_id || ':' || p_user_id, '-infinity', 2
    union all
    select platform || ':' || workspace || ':' || platform_user_id, created_at, 3 from chat_identities where user_id = p_user_id
  ) as every order by place, since, identity
$$;

-- How a code is remembered. People type it as they like.
create or replace function link_code_hash(p_code text) returns bytea language sql immutable as $$
  select sha256(convert_to(regexp_replace(upper(p_code), '[^A-Z0-9]', '', 'g'), 'UTF8'))
$$;

-- A code that the account's owner says in a chat within ten minutes, to be known there. It replaces the one before.
create or replace function create_link_code(p_user_id text) returns text language plpgsql as $$
declare
  -- 32 signs that nobody confuses; ten of them by chance.
  signs constant text := '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  chance constant bytea := sha256(uuid_send(gen_random_uuid()));
  code constant text := (
    select string_agg(substr(signs, 1 + get_byte(chance, place) % 32, 1), '' order by place) from generate_series(0, 9) as place);
begin
  delete from link_codes where user_id = p_user_id::uuid::text or expires_at <= now();
  insert into link_codes (hash, user_id, expires_at)
  values (link_code_hash(code), p_user_id::uuid::text, now() + interval '10 minutes');
  return substr(code, 1, 5) || '-' || substr(code, 6);
end $$;

-- Links who said the code and gives the account; null when there is no such code, it is too old, or another one used it.
create or replace function use_link_code(p_code text, p_identity text) returns text language plpgsql as $$
declare
  account text;
begin
  update link_codes set used_by = p_identity
   where hash = link_code_hash(p_code) and expires_at > now() and coalesce(used_by, p_identity) = p_identity
  returning user_id into account;
  if account is not null then
    perform link_identity(account, p_identity);
  end if;
  return account;
end $$;
