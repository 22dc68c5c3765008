-- Which scenes of a version are made, so that people see each of them come.
alter table projects add column if not exists scenes_made jsonb;

-- As before (0007), with the ids of the scenes that are made by now; null: as it was.
drop function if exists report_progress(text, integer, text, double precision, text);
create or replace function report_progress(
  p_id text, p_version integer, p_status text, p_progress double precision, p_activity text, p_made jsonb default null
) returns void language sql as $$
  update projects
     set status = p_status, progress = p_progress, activity = p_activity, updated_at = now(),
         scenes_made = case when p_made is null then scenes_made
                            else jsonb_build_object('version', p_version, 'scenes', p_made) end
   where id = p_id
     and version = p_version
     and status_rank(p_status) >= status_rank(status)
     and p_progress >= progress
     and (status, progress, activity, scenes_made) is distinct from
         (p_status, p_progress, p_activity,
          case when p_made is null then scenes_made else jsonb_build_object('version', p_version, 'scenes', p_made) end)
$$;
