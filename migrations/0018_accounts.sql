-- On Supabase a person's rows go when the account goes. The ledger stays: the month's cap counts what was spent.

do $$
declare
  name text;
begin
  if to_regclass('auth.users') is null then
    return;
  end if;
  foreach name in array array['projects', 'threads', 'brand_kits', 'chat_identities'] loop
    -- Whoever writes in a chat has an id of that chat; only a signed-in person's is a uuid.
    execute format(
      'alter table %I add column if not exists account uuid generated always as (
         case when user_id ~ ''^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'' then user_id::uuid end) stored', name);
    if not exists (select from pg_constraint where conname = name || '_account') then
      execute format(
        'alter table %I add constraint %I foreign key (account) references auth.users (id) on delete cascade',
        name, name || '_account');
    end if;
    execute format('create index if not exists %I on %I (account)', name || '_by_account', name);
  end loop;
end $$;

-- Called after every migration: our functions are for adgen alone, which works as their owner or as service_role. Postgres, and
-- Supabase even more, lets everybody call what is new.
create or replace function close_functions() returns void language plpgsql as $$
declare
  own regprocedure;
  somebody text;
begin
  for own in
    select pg_proc.oid from pg_proc
     where pronamespace = (select relnamespace from pg_class where oid = 'projects'::regclass)
       and proowner = (select oid from pg_roles where rolname = current_user)
       and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
  loop
    execute format('revoke execute on function %s from public', own);
    foreach somebody in array array['anon', 'authenticated'] loop
      if to_regrole(somebody) is not null then
        execute format('revoke execute on function %s from %I', own, somebody);
      end if;
    end loop;
    if to_regrole('service_role') is not null then
      execute format('grant execute on function %s to service_role', own);
    end if;
  end loop;
end $$;
