-- Who is asking: auth.uid() and the roles of Supabase, made here only where they are missing, so that the policies of
-- the next files are the same text on PGlite, on any Postgres and on Supabase.

do $$
declare
  wanted text;
begin
  foreach wanted in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin', wanted);
    end if;
  end loop;
exception
  -- A managed Postgres may forbid new roles. Nothing but direct sign-ins to the database needs them.
  when insufficient_privilege then raise notice 'adgen: the roles for signed-in people were not created';
end $$;

do $$
begin
  if to_regprocedure('auth.uid()') is null then
    create schema if not exists auth;
    execute $body$
      create function auth.uid() returns uuid language sql stable as $uid$
        select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
      $uid$
    $body$;
    if to_regrole('authenticated') is not null then
      grant usage on schema auth to anon, authenticated, service_role;
    end if;
  end if;
end $$;
