-- Who may what where others reach this database, too, as on Supabase: a person's rows go when the account goes, and functions and
-- tables are for adgen alone, which works as their owner or as service_role.

-- What was said in a thread goes with the thread.
do $$
begin
  if not exists (select from pg_constraint where conname = 'inbox_thread') then
    alter table inbox add constraint inbox_thread foreign key (thread_id) references threads (id) on delete cascade not valid;
  end if;
end $$;

-- The ledger stays: the month's cap counts what was spent. What is there already may be of accounts that have gone.
do $$
declare
  name text;
begin
  if to_regclass('auth.users') is null then
    return;
  end if;
  foreach name in array array['projects', 'threads', 'web_threads', 'brand_kits', 'chat_identities'] loop
    -- Whoever writes in a chat has an id of that chat; only a signed-in person's is a uuid.
    execute format(
      'alter table %I add column if not exists account uuid generated always as (
         case when user_id ~ ''^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'' then user_id::uuid end) stored', name);
    if not exists (select from pg_constraint where conname = name || '_account') then
      execute format(
        'alter table %I add constraint %I foreign key (account) references auth.users (id) on delete cascade not valid',
        name, name || '_account');
    end if;
    execute format('create index if not exists %I on %I (account)', name || '_by_account', name);
  end loop;
end $$;

-- Not a table of ours by its making, but by its place.
alter table if exists schema_migrations enable row level security;

-- Called after every migration with the names of all functions and tables in them. Postgres, and Supabase even more, lets
-- everybody call what is new, and Supabase gives everybody new tables. Whoever is signed in goes on reading the tables that have
-- a policy for it. What is as it should be is not touched.
create or replace function close_to_others(p_names text[]) returns void language plpgsql as $$
declare
  home constant oid := (select relnamespace from pg_class where oid = 'projects'::regclass);
  us constant oid := (select oid from pg_roles where rolname = current_user);
  others constant text[] := array(select rolname from pg_roles where rolname in ('anon', 'authenticated'));
  helpers constant text[] := array(select rolname from pg_roles where rolname = 'service_role');
  every constant text := 'select, insert, update, delete, truncate, references, trigger';
  own record;
  somebody text;
begin
  for own in
    select pg_proc.oid::regprocedure as it from pg_proc
     where pronamespace = home and proowner = us and proname = any (p_names)
       and (exists (select from unnest(others || 'public'::text) as other where has_function_privilege(other, oid, 'execute'))
            or exists (select from unnest(helpers) as helper where not has_function_privilege(helper, oid, 'execute')))
  loop
    execute format('revoke all on function %s from public', own.it);
    foreach somebody in array others loop
      execute format('revoke all on function %s from %I', own.it, somebody);
    end loop;
    foreach somebody in array helpers loop
      execute format('grant execute on function %s to %I', own.it, somebody);
    end loop;
  end loop;

  for own in
    select oid::regclass as it, other,
           case when other = 'authenticated' and exists (select from pg_policy where polrelid = pg_class.oid)
                then 'insert, update, delete, truncate, references, trigger' else every end as too_much
      from pg_class, unnest(others) as other
     where relnamespace = home and relowner = us and relkind = 'r' and relname = any (p_names)
  loop
    if has_table_privilege(own.other, own.it, own.too_much) then
      execute format('revoke %s on %s from %I', own.too_much, own.it, own.other);
    end if;
  end loop;

  -- The numbers that a table draws have rights of their own.
  for own in
    select counter.oid::regclass as it, helper
      from pg_class as counter
      join pg_depend on pg_depend.objid = counter.oid and pg_depend.deptype in ('a', 'i')
      join pg_class as owner on owner.oid = pg_depend.refobjid,
           unnest(helpers) as helper
     where counter.relkind = 'S' and owner.relnamespace = home and owner.relowner = us and owner.relname = any (p_names)
       and not has_sequence_privilege(helper, counter.oid, 'usage')
  loop
    execute format('grant usage, select on sequence %s to %I', own.it, own.helper);
  end loop;
  for own in
    select oid::regclass as it, helper from pg_class, unnest(helpers) as helper
     where relnamespace = home and relowner = us and relname = 'schema_migrations' and not has_table_privilege(helper, oid, 'select')
  loop
    execute format('grant select on %s to %I', own.it, own.helper);
  end loop;
end $$;

-- For who calls functions without seeing the database: what each is given and gives, and which migrations there are (null when
-- another tool applied them). {functions: {name: {names, isSet, isVoid, isRead}}, migrations}
create or replace function describe_functions() returns jsonb language plpgsql stable as $$
declare
  applied jsonb;
begin
  if to_regclass('schema_migrations') is not null then
    select jsonb_agg(name) into applied from schema_migrations;
  end if;
  return jsonb_build_object(
    'functions', (
      select jsonb_object_agg(proname, jsonb_build_object(
               'names', to_jsonb(coalesce(proargnames[1:pronargs], '{}')), 'isSet', proretset,
               'isVoid', prorettype = 'void'::regtype, 'isRead', provolatile <> 'v'))
        from pg_proc
       where pronamespace = (select relnamespace from pg_class where oid = 'projects'::regclass)
         and prokind = 'f' and prorettype <> 'trigger'::regtype),
    'migrations', applied);
end $$;
