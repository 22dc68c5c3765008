-- Threads of a platform in which something happened lately, newest first: what was said there while nobody listened is read.
create or replace function recent_threads(p_platform text, p_days integer, p_limit integer) returns setof jsonb
language sql stable as $$
  select jsonb_build_object('threadId', id, 'sinceMs', floor(extract(epoch from created_at) * 1000))
    from threads
   where id like p_platform || ':%' and updated_at > now() - make_interval(days => p_days)
   order by updated_at desc, id limit p_limit
$$;
