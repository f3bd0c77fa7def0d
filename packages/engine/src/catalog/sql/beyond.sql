-- A number made of the privileges of what belongs to the server and to extensions, and of large objects: the snapshot has
-- neither.
select concat_ws(' ',
  (select sum(hashtextextended(concat(p.oid::regprocedure, p.proacl), 0)) from pg_proc as p where p.proacl is not null),
  (select sum(hashtextextended(concat(c.oid::regclass, c.relacl), 0)) from pg_class as c where c.relacl is not null),
  (select sum(hashtextextended(concat(t.oid::regtype, t.typacl), 0)) from pg_type as t where t.typacl is not null),
  (select sum(hashtextextended(lo_get(m.oid)::text, 0))
   from pg_largeobject_metadata as m where pg_has_role(m.lomowner, 'usage')))
