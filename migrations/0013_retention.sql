-- How long files are kept: an ad's go some days after its last version, its thread is told a day before, and a person can keep
-- them longer. Everything by the database's clock.

create table if not exists retention (
  one boolean primary key default true check (one),
  days double precision not null default 7 check (days > 0),
  -- the last look at what is due, whoever made it
  looked_at timestamptz,
  -- pictures that came before this day are gone
  pictures_from date not null default current_date
);
insert into retention default values on conflict do nothing;
alter table retention enable row level security;
do $$
begin
  if to_regrole('service_role') is not null then
    grant all on retention to service_role;
  end if;
end $$;

alter table projects
  -- whole seconds: it goes out to people and comes back with a button
  add column if not exists expires_at timestamptz,
  add column if not exists warned_at timestamptz,
  -- the files are gone, or about to be
  add column if not exists swept_at timestamptz,
  -- how often everything of it was removed; twice is enough
  add column if not exists removals smallint not null default 0;
-- What was made before there was this is kept as long as what is made now.
update projects set expires_at = date_trunc('second', clock_timestamp() + interval '7 days') where expires_at is null;
alter table projects alter column expires_at set not null;
create index if not exists projects_expiring on projects (expires_at) where removals < 2;

create or replace function keep_for_days(p_days double precision) returns void language sql as $$
  insert into retention (days) values (p_days)
  on conflict (one) do update set days = excluded.days where retention.days <> excluded.days
$$;

create or replace function retention_time() returns interval language sql stable as $$
  select make_interval(secs => 86400 * coalesce((select days from retention), 7))
$$;

-- How long before their end people are told: a day, or half of the time where that is short.
create or replace function notice_time() returns interval language sql stable as $$
  select least(interval '1 day', retention_time() / 2)
$$;

-- Whatever happens to an ad moves its end on; once its files are gone, nothing happens to it any more.
create or replace function move_expiry() returns trigger language plpgsql as $$
declare
  moved timestamptz := date_trunc('second', clock_timestamp() + retention_time());
begin
  if tg_op = 'UPDATE' and old.swept_at is not null then
    raise exception 'The files of this ad have expired.';
  end if;
  if new.expires_at is null or moved > new.expires_at then
    new.expires_at := moved;
    new.warned_at := null;
  end if;
  return new;
end $$;

create or replace trigger projects_kept before insert or update of version, status on projects
  for each row execute function move_expiry();

-- A yes changes nothing of the project itself until the work begins.
create or replace function move_expiry_of_approved() returns trigger language plpgsql as $$
begin
  update projects set status = status where id = new.project_id;
  return null;
end $$;

create or replace trigger approvals_kept after update of approved on plan_versions
  for each row when (new.approved and not old.approved) execute function move_expiry_of_approved();

-- Being made, about to be, or something is being paid for it.
create or replace function ad_is_busy(p_ad projects) returns boolean language sql stable as $$
  select status_rank(p_ad.status) is not null and (
           p_ad.status <> 'AWAITING_APPROVAL'
           or exists (select from plan_versions where project_id = p_ad.id and version = p_ad.version and approved)
         )
      or exists (select from predictions where project_id = p_ad.id and state in ('intent', 'running'))
$$;

-- True for one asker within each span of time, however many ask.
create or replace function begin_look(p_every_ms double precision) returns boolean language plpgsql as $$
begin
  update retention set looked_at = clock_timestamp()
   where looked_at is null or looked_at <= clock_timestamp() - milliseconds(p_every_ms);
  return found;
end $$;

-- Whoever follows an ad is told through its change; nobody is told less than nearly a day before, also when nothing ran for a week.
-- The ads that were warned of.
create or replace function warn_of_expiry() returns setof text language sql as $$
  update projects
     set warned_at = clock_timestamp(),
         expires_at = greatest(
           expires_at, date_trunc('second', clock_timestamp() + notice_time() * (23.0 / 24))
         )
   where removals < 2 and swept_at is null and warned_at is null
     and expires_at - notice_time() <= clock_timestamp()
     and not ad_is_busy(projects)
  returning id
$$;

-- Its time is over, or its sweep broke off, or that was an hour ago: then once more, for what was on its way then.
create or replace function sweep_is_due(p_ad projects) returns boolean language sql stable as $$
  select p_ad.removals < 2 and case
    when p_ad.swept_at is null then p_ad.warned_at is not null and p_ad.expires_at <= clock_timestamp() and not ad_is_busy(p_ad)
    else p_ad.removals = 0 or p_ad.swept_at <= clock_timestamp() - interval '1 hour'
  end
$$;

create or replace function due_sweeps() returns setof text language sql stable as $$
  select id from projects
   where removals < 2 and sweep_is_due(projects)
   order by expires_at, id
   limit 1000
$$;

-- True: its files are to be removed now, and nobody can count on them any more. False: its time is not over, or not any more.
create or replace function begin_sweep(p_id text) returns boolean language plpgsql as $$
declare
  ad projects;
begin
  select * into ad from projects where id = p_id for update;
  if not found or not sweep_is_due(ad) then
    return false;
  end if;
  if ad.swept_at is null then
    perform forget_files(p_id);
    update projects set swept_at = clock_timestamp() where id = p_id;
  end if;
  return true;
end $$;

-- What comes after the last slash.
create or replace function name_of(p_key text) returns text language sql immutable as $$
  select substring(p_key from '[^/]*$')
$$;

-- Plan, receipt and ledger stay; what they name and is gone, they name no more.
create or replace function forget_files(p_id text) returns void language plpgsql as $$
begin
  delete from artifacts where project_id = p_id;
  update plan_versions
     set plan = jsonb_set(plan, '{photoKey}', 'null'),
         receipt = case when receipt is null then null else jsonb_set(receipt, '{outputs}', '{}') end
   where project_id = p_id;
  update projects
     set ad_project_json = jsonb_set(
           case
             when ad_project_json -> 'receipt' = 'null' then ad_project_json
             else jsonb_set(ad_project_json, '{receipt,outputs}', '{}')
           end,
           '{photoKey}', 'null'
         )
   where id = p_id;
  update threads
     set state = jsonb_set(state, '{draft,photo}', 'null')
   where ads @> array[p_id] and starts_with(state #>> '{draft,photo,key}', 'projects/' || p_id || '/');
end $$;

create or replace function end_sweep(p_id text) returns void language sql as $$
  update projects
     set removals = case when clock_timestamp() >= swept_at + interval '1 hour' then 2 else 1 end
   where id = p_id and swept_at is not null
$$;

-- Adds days to the end that somebody saw. {kind: kept | already | gone, at}; null when there is no such ad. `already`: it has
-- moved since, to `at`; `gone`: the files went at `at`.
create or replace function keep_project(p_id text, p_expires_at timestamptz, p_days double precision) returns jsonb
language plpgsql as $$
declare
  ad projects;
begin
  select * into ad from projects where id = p_id for update;
  if not found then
    return null;
  end if;
  if ad.swept_at is not null then
    return jsonb_build_object('kind', 'gone', 'at', ad.swept_at);
  end if;
  if ad.expires_at <> p_expires_at then
    return jsonb_build_object('kind', 'already', 'at', ad.expires_at);
  end if;
  update projects
     set expires_at = greatest(expires_at, date_trunc('second', clock_timestamp())) + make_interval(secs => 86400 * p_days),
         warned_at = null
   where id = p_id
  returning * into ad;
  return jsonb_build_object('kind', 'kept', 'at', ad.expires_at);
end $$;

-- Pictures that came with messages are kept by the day.
create or replace function picture_day() returns date language sql stable as $$
  select (clock_timestamp() at time zone 'utc')::date
$$;

-- Days whose pictures are to go. A day that is not over everywhere may still have its newest ones.
create or replace function due_pictures() returns setof date language sql stable as $$
  select day::date
    from retention,
         generate_series(
           pictures_from,
           (clock_timestamp() at time zone 'utc')::date - ceil(days)::integer - 1,
           interval '1 day'
         ) as day
   order by day
   limit 100
$$;

-- The pictures of this day and all before it are gone: no thread names them any more. The one that an ad was made of is there as
-- that ad's own copy for as long as its files are, and so the thread can still go on with it.
create or replace function forget_pictures(p_day date, p_folder text) returns void language plpgsql as $$
begin
  update threads
     set state = jsonb_set(state, '{draft,photo}', coalesce(
           (select jsonb_set(state #> '{draft,photo}', '{key}', ad_project_json -> 'photoKey')
              from projects
             where projects.id = threads.project_id and swept_at is null
               and name_of(ad_project_json ->> 'photoKey') = 'upload.' || name_of(state #>> '{draft,photo,key}')),
           'null'
         ))
   where starts_with(state #>> '{draft,photo,key}', p_folder);
  update threads
     set state = jsonb_set(state, '{offered}', coalesce(
           (select jsonb_agg(one) from jsonb_array_elements(state -> 'offered') as one
             where not starts_with(one ->> 'key', p_folder)),
           '[]'
         ))
   where exists (
     select from jsonb_array_elements(coalesce(state -> 'offered', '[]')) as one where starts_with(one ->> 'key', p_folder)
   );
  update retention set pictures_from = greatest(pictures_from, p_day + 1) where one;
end $$;

-- Cards that may have to change without a word: those with buttons or with a bar that moves, and, where the files of an ad of the
-- thread are gone, those that show files. In the order of the thread, as {key, card}.
create or replace function cards_to_follow(p_thread text) returns setof jsonb language sql stable as $$
  select jsonb_build_object('key', card_key, 'card', card) from cards
   where thread_id = p_thread
     and (
       jsonb_array_length(card -> 'buttons') > 0 or card -> 'progress' <> 'null'
       or (card -> 'picture' <> 'null' or jsonb_array_length(card -> 'films') > 0) and exists (
         select from threads join projects on projects.id = any (threads.ads)
          where threads.id = p_thread and swept_at is not null
       )
     )
   order by position
$$;
