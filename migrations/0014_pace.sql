-- How fast calls of a provider are begun, by all processes together: an account's limit does not know how many workers share it.

create table if not exists call_paces (
  provider text primary key,
  -- when the calls of the last window were begun, oldest first
  begun timestamptz[] not null default '{}',
  -- nobody begins a call before; null: never held
  held_until timestamptz,
  -- the distance between two calls, and until when it is kept; null: never spaced
  spacing_ms integer not null default 0,
  spaced_until timestamptz
);

-- Who waits for a turn, in the order of coming.
create table if not exists call_line (
  provider text not null,
  taker text not null,
  place bigint generated always as identity,
  seen_at timestamptz not null,
  primary key (provider, taker)
);

do $$
declare
  name text;
begin
  foreach name in array array['call_paces', 'call_line'] loop
    execute format('alter table %I enable row level security', name);
    if to_regrole('service_role') is not null then
      execute format('grant all on %I to service_role', name);
    end if;
  end loop;
end $$;

-- One call more, when no more than p_calls are begun within p_window_ms by this. 0: begun now, and counted. Else the
-- milliseconds after which to ask again; whoever asks every few seconds keeps its place in line. A taker waits for one call at a
-- time. By the database's clock.
create or replace function take_call(p_provider text, p_taker text, p_calls integer, p_window_ms integer)
returns integer language plpgsql as $$
declare
  pace call_paces;
  moment timestamptz;
  ahead integer;
  number integer;
  due timestamptz;
begin
  insert into call_paces (provider) values (p_provider) on conflict do nothing;
  select * into pace from call_paces where provider = p_provider for update;
  moment := clock_timestamp();
  pace.begun := array(
    select at from unnest(pace.begun) as at where at > moment - milliseconds(p_window_ms) and at <= moment order by at
  );
  number := cardinality(pace.begun);

  -- Whoever has not asked for so long has gone.
  delete from call_line where provider = p_provider and taker <> p_taker and seen_at < moment - interval '5 seconds';
  insert into call_line (provider, taker, seen_at) values (p_provider, p_taker, moment)
  on conflict (provider, taker) do update set seen_at = excluded.seen_at;
  select count(*) into ahead from call_line
   where provider = p_provider
     and place < (select place from call_line where provider = p_provider and taker = p_taker);

  -- As if all before it in line had begun theirs: a turn that one of them is late to take is not taken from it.
  due := greatest(moment, pace.held_until);
  if number + ahead >= p_calls then
    due := greatest(due, coalesce(pace.begun[number + ahead - p_calls + 1], moment) + milliseconds(p_window_ms));
  end if;
  if pace.spaced_until > moment then
    due := greatest(due, coalesce(pace.begun[number], moment - milliseconds(pace.spacing_ms))
                         + milliseconds(pace.spacing_ms) * (ahead + 1));
  end if;
  if due > moment then
    return ceil(extract(epoch from due - moment) * 1000);
  end if;
  update call_paces set begun = pace.begun || moment where provider = p_provider;
  delete from call_line where provider = p_provider and taker = p_taker;
  return 0;
end $$;

-- The account was told to wait: nobody begins a call for p_ms, and for an hour they keep p_spacing_ms from each other.
create or replace function hold_calls(p_provider text, p_ms integer, p_spacing_ms integer)
returns void language plpgsql as $$
declare
  moment timestamptz;
begin
  insert into call_paces (provider) values (p_provider) on conflict do nothing;
  perform from call_paces where provider = p_provider for update;
  moment := clock_timestamp();
  update call_paces
     set held_until = greatest(held_until, moment + milliseconds(p_ms)),
         spacing_ms = p_spacing_ms, spaced_until = moment + interval '1 hour'
   where provider = p_provider;
end $$;
