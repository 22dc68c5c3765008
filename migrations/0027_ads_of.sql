-- Ads of a person by all the names they have (`identities_of`), newest first; what comes after one of them, where that is given.
-- Times in UTC with everything they have, so that the last one of a page says exactly where the next begins.
create or replace function ads_of(p_user_ids text[], p_limit integer, p_after_at timestamptz, p_after_id text)
returns setof jsonb language sql stable as $$
  select jsonb_build_object(
           'id', id, 'title', title, 'status', status, 'progress', progress, 'version', version, 'costMicroUsd', cost,
           'createdAt', to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'updatedAt', to_char(updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'filesUntil', to_char(expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'filesGoneAt', to_char(swept_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'filmsOf', ad_project_json -> 'receipt' -> 'version')
    from projects
   where user_id = any (p_user_ids)
     and (p_after_at is null or (created_at, id) < (p_after_at, p_after_id))
   order by created_at desc, id desc limit least(p_limit, 1000)
$$;
