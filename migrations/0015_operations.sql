-- What those who run adgen look at: how many ads are under way, what waits, what was spent. Never whose, and never which.

-- Answers at all only when the database does and has its tables.
create or replace function is_there() returns boolean language sql stable as $$
  select count(*) >= 0 from (select 1 from projects limit 1) as any_ad
$$;

-- {ads: [{status, count}], inbox: {waiting, oldestSeconds}, calls: [{provider, model, state, count}],
--  spend: [{model, settled, reserved}]}, money in micro-dollars. Ads are those that are not over.
create or replace function operations_now() returns jsonb language sql stable as $$
  select jsonb_build_object(
    'ads', coalesce((
      select jsonb_agg(jsonb_build_object('status', status, 'count', number))
        from (select status, count(*) as number from projects
               where status not in ('COMPLETED', 'FAILED', 'CANCELLED') group by status) as open_ads
    ), '[]'::jsonb),
    'inbox', (
      select jsonb_build_object(
        'waiting', count(*),
        'oldestSeconds', coalesce(extract(epoch from now() - min(received_at)), 0)::double precision
      ) from inbox where done_at is null
    ),
    'calls', coalesce((
      select jsonb_agg(jsonb_build_object('provider', provider, 'model', model, 'state', state, 'count', number))
        from (select provider, model, state, count(*) as number from predictions group by provider, model, state) as calls
    ), '[]'::jsonb),
    'spend', coalesce((
      select jsonb_agg(jsonb_build_object('model', model, 'settled', paid, 'reserved', held))
        from (select model, coalesce(sum(settled), 0) as paid,
                     coalesce(sum(reserved) filter (where settled is null), 0) as held
                from ledger group by model) as spend
    ), '[]'::jsonb)
  )
$$;
