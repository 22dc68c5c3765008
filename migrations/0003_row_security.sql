-- A signed-in person reads only what is theirs and writes nothing; adgen itself works as the owner of the tables or as
-- service_role, which these policies do not hold back.

do $$
declare
  name text;
begin
  foreach name in array array[
    'projects', 'plan_versions', 'threads', 'inbox', 'deliveries', 'artifacts', 'predictions', 'ledger', 'brand_kits',
    'chat_identities'
  ] loop
    execute format('alter table %I enable row level security', name);
    if to_regrole('service_role') is not null then
      execute format('grant all on %I to service_role', name);
    end if;
    if to_regrole('authenticated') is not null then
      execute format('grant select on %I to authenticated', name);
    end if;
  end loop;

  foreach name in array array['projects', 'threads', 'ledger', 'brand_kits', 'chat_identities'] loop
    execute format('drop policy if exists owner_reads on %I', name);
    execute format('create policy owner_reads on %I for select using (user_id = (select auth.uid())::text)', name);
  end loop;

  foreach name in array array['plan_versions', 'artifacts', 'predictions'] loop
    execute format('drop policy if exists owner_reads on %I', name);
    execute format(
      'create policy owner_reads on %I for select using (exists (
         select from projects where projects.id = project_id and projects.user_id = (select auth.uid())::text))',
      name
    );
  end loop;

  foreach name in array array['inbox', 'deliveries'] loop
    execute format('drop policy if exists owner_reads on %I', name);
    execute format(
      'create policy owner_reads on %I for select using (exists (
         select from threads where threads.id = thread_id and threads.user_id = (select auth.uid())::text))',
      name
    );
  end loop;
end $$;
