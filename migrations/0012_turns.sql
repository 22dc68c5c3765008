-- Whose turn it is: start-time fair queueing over flows. A flow is what one workspace asks for of one kind (refinements and
-- storyboards, or first films). Its next number is the greater of the clock and its last number, plus what the work weighs;
-- the clock stands at the number of the newest work that has begun.

create table if not exists turns (
  project_id text not null references projects (id) on delete cascade,
  -- 0: the storyboard
  version integer not null,
  flow text not null,
  number integer not null,
  begun boolean not null default false,
  primary key (project_id, version)
);
create index if not exists turns_flow on turns (flow, number);

create table if not exists turn_clock (
  one boolean primary key default true check (one),
  number integer not null
);
insert into turn_clock (number) values (0) on conflict do nothing;

do $$
declare
  name text;
begin
  foreach name in array array['turns', 'turn_clock'] loop
    execute format('alter table %I enable row level security', name);
    if to_regrole('service_role') is not null then
      execute format('grant all on %I to service_role', name);
    end if;
  end loop;
end $$;

create or replace function take_turn(p_project_id text, p_version integer) returns integer language plpgsql as $$
declare
  -- A first film makes every scene anew; a refinement a part of it.
  first_film constant integer := 8;
  most constant integer := 2097151;
  workspace text;
  weight integer;
  line text;
  drawn integer;
begin
  -- One after the other: two that draw at once would draw the same number.
  perform pg_advisory_xact_lock(1630497391);
  select number into drawn from turns where project_id = p_project_id and version = p_version and not begun;
  if found then
    return drawn;
  end if;
  delete from turns using projects
   where projects.id = turns.project_id and projects.status in ('COMPLETED', 'FAILED', 'CANCELLED')
     and turns.project_id <> p_project_id;
  if not exists (select from turns where project_id <> p_project_id) then
    update turn_clock set number = 0 where one;
  end if;
  select coalesce(
    (select threads.workspace from threads where p_project_id = any (threads.ads) limit 1),
    (select user_id from projects where id = p_project_id),
    ''
  ) into workspace;
  weight := case
    when p_version = 0 then 1
    when exists (select from plan_versions where project_id = p_project_id and receipt is not null) then 1
    else first_film
  end;
  line := workspace || case when weight = first_film then ' first' else ' small' end;
  select least(most, greatest(
    (select number from turn_clock), coalesce((select max(number) from turns where flow = line), 0)
  ) + weight) into drawn;
  insert into turns (project_id, version, flow, number) values (p_project_id, p_version, line, drawn)
  on conflict (project_id, version) do update set flow = excluded.flow, number = excluded.number, begun = false;
  return drawn;
end $$;

create or replace function begin_turn(p_project_id text, p_version integer) returns void language plpgsql as $$
declare
  drawn integer;
begin
  update turns set begun = true where project_id = p_project_id and version = p_version and not begun
  returning number into drawn;
  if found then
    update turn_clock set number = greatest(number, drawn) where number < drawn;
  end if;
end $$;
