-- Workspaces that have installed adgen in Slack, with the bot's token there. No policy: nobody but adgen itself, as the owner of
-- the tables or as service_role, reads a token.

create table if not exists slack_installations (
  team_id text primary key,
  installation jsonb not null,
  installed_at timestamptz not null default now()
);

do $$
begin
  alter table slack_installations enable row level security;
  if to_regrole('service_role') is not null then
    grant all on slack_installations to service_role;
  end if;
end $$;

-- The newest stays.
create or replace function store_slack_installation(p_team text, p_installation jsonb) returns void language sql as $$
  insert into slack_installations (team_id, installation) values (p_team, p_installation)
  on conflict (team_id) do update set installation = excluded.installation, installed_at = now()
$$;

-- Null: none.
create or replace function find_slack_installation(p_team text) returns jsonb language sql stable as $$
  select installation from slack_installations where team_id = p_team
$$;

-- With a token: only while it is that one. False when there was nothing to forget.
create or replace function remove_slack_installation(p_team text, p_token text) returns boolean language plpgsql as $$
begin
  delete from slack_installations
   where team_id = p_team and (p_token is null or installation->>'botToken' = p_token);
  return found;
end $$;
