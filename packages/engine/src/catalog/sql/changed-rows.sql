-- A query, as text, for the tables that have rows written by the transaction or savepoint numbered `since`, or later. Null
-- when there is no table to ask.
select string_agg(
  format('select %L, count(*) from %s where xmin::text::bigint >= %s having count(*) > 0', r.name, r.name, since),
  E'\nunion all\n')
from relation as r
where r.relkind = 'r' and has_table_privilege(r.oid, 'select') and pg_relation_size(r.oid) > 0
