-- The thread that ordered an ad; null for one that was ordered otherwise.
create or replace function thread_of_ad(p_project text) returns text language sql stable as $$
  select id from threads where ads @> array[p_project] order by created_at limit 1
$$;
