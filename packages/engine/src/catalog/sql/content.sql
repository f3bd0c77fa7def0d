-- A query, as text, for what only the relations themselves know: values of sequences and numbers of rows. Null when there
-- is nothing to ask. Tables that never had a row are not asked.
select string_agg(case r.relkind
    when 'S' then format($$select 'sequence value', %L, concat_ws(' ', last_value, case when not is_called then 'not used yet' end) from %s$$,
      r.name, r.name)
    else format($$select 'rows', %L, count(*)::text from %s having count(*) > 0$$, r.name, r.name)
  end, E'\nunion all\n')
from relation as r
where r.relkind = 'S' and has_sequence_privilege(r.oid, 'select')
  or r.relkind in ('r', 'm') and has_table_privilege(r.oid, 'select') and pg_relation_size(r.oid) > 0
