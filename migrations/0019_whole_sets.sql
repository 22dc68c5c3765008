-- Sets for who reaches this by an API: Supabase's cuts each off after its first 1000 rows (its setting "Max rows") without a word.
-- Calls a function of ours that returns a set, with its arguments by name, and gives all rows as one list.
create or replace function rows_of(p_function text, p_given jsonb) returns jsonb language plpgsql as $$
declare
  called oid;
  types text;
  named text;
  answer jsonb;
begin
  select oid into strict called from pg_proc
   where pronamespace = (select relnamespace from pg_class where oid = 'projects'::regclass)
     and proname = p_function and prokind = 'f' and proretset;
  select string_agg(format('%I %s', argument, format_type(type, null)), ', '),
         string_agg(format('%1$I => given.%1$I', argument), ', ')
    into types, named
    from pg_proc, unnest(proargnames[1:pronargs], proargtypes::oid[]) as arguments (argument, type)
   where oid = called and p_given ? argument;
  if types is null then
    execute format('select jsonb_agg(to_jsonb(answer)) from %s() as answer', called::regproc) into answer;
  else
    execute format(
      'select jsonb_agg(to_jsonb(answer)) from jsonb_to_record($1) as given (%s) cross join lateral %s(%s) as answer',
      types, called::regproc, named
    ) into answer using p_given;
  end if;
  return coalesce(answer, '[]');
end $$;
