-- A query, as text, for the number of rows that a number of tables got since a transaction number. Null without tables.
select string_agg(
  format('select %L, count(*) from %s where xmin::text::bigint > %s having count(*) > 0', r.name, r.name, since),
  E'\nunion all\n')
from relation as r
where r.relkind = 'r' and has_table_privilege(r.oid, 'select') and pg_relation_size(r.oid) > 0
