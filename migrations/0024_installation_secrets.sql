-- Secrets that all processes of an installation share and that outlive them. No policy: nobody but adgen itself, as the owner of
-- the tables or as service_role, reads one.

create table if not exists installation_secrets (
  name text primary key,
  secret text not null,
  made_at timestamptz not null default now()
);

do $$
begin
  alter table installation_secrets enable row level security;
  if to_regrole('service_role') is not null then
    grant all on installation_secrets to service_role;
  end if;
end $$;

-- The secret of that name; where there is none yet, it is `p_fresh` from now on. Of several that ask at once, the first one's stays.
create or replace function installation_secret(p_name text, p_fresh text) returns text language plpgsql as $$
begin
  insert into installation_secrets (name, secret) values (p_name, p_fresh) on conflict (name) do nothing;
  return (select secret from installation_secrets where name = p_name);
end $$;
