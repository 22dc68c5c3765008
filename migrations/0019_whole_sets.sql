-- Sets for who reaches this by an API: Supabase's cuts each off after its first rows (its setting "Max rows", 1000 when new)
-- without a word, but never one list. So this calls a function of ours that returns a set, with its arguments by name, and gives
-- all its rows as one list in their order. It is called once, and may do what the caller may.
create or replace function rows_of(p_function text, p_given jsonb default '{}') returns json language plpgsql as $$
declare
  called oid;
  stranger text;
  types text;
  named text;
  answer json;
begin
  select case when count(*) = 1 and bool_and(proretset) then min(oid) end into called from pg_proc
   where pronamespace = (select relnamespace from pg_class where oid = 'projects'::regclass) and proname = p_function;
  if called is null then
    raise undefined_function using message = format('There is no function %s that returns a set, or more than one.', p_function);
  end if;
  -- Whatever was sent only chooses among names that the database knows, so it never becomes a part of what is executed.
  select min(argument) filter (where type is null),
         coalesce(string_agg(format('%I %s', argument, format_type(type, null)), ', '), 'nothing text'),
         coalesce(string_agg(format('%1$I => given.%1$I', argument), ', '), '')
    into stranger, types, named
    from jsonb_object_keys(coalesce(p_given, '{}')) as argument
    left join (
      select name, type from pg_proc, unnest(proargnames[1:pronargs], proargtypes::oid[]) as declared (name, type) where oid = called
    ) as declared on name = argument;
  if stranger is not null then
    raise undefined_function using message = format('The function %s has no argument %s.', p_function, stranger);
  end if;
  execute format(
    'select json_agg(answer) from jsonb_to_record($1) as given (%s) cross join lateral %s(%s) as answer',
    types, called::regproc, named
  ) into answer using coalesce(p_given, '{}');
  return coalesce(answer, '[]');
end $$;

-- As before (0018), without those that share a name: nobody could say which one is meant.
create or replace function describe_functions() returns jsonb language plpgsql stable as $$
declare
  home constant oid := (select relnamespace from pg_class where oid = 'projects'::regclass);
  applied jsonb;
begin
  if to_regclass('schema_migrations') is not null then
    select jsonb_agg(name) into applied from schema_migrations;
  end if;
  return jsonb_build_object(
    'functions', (
      select jsonb_object_agg(proname, jsonb_build_object(
               'names', to_jsonb(coalesce(proargnames[1:pronargs], '{}')), 'isSet', proretset,
               'isVoid', prorettype = 'void'::regtype, 'isRead', provolatile <> 'v'))
        from pg_proc
       where pronamespace = home and prokind = 'f' and prorettype <> 'trigger'::regtype
         and proname in (select proname from pg_proc where pronamespace = home group by proname having count(*) = 1)),
    'migrations', applied);
end $$;
