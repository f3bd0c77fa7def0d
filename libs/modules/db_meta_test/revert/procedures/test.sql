-- Revert pgpm-db-meta-test:procedures/test from pg

-- All rows belong to this database, and go with it. Another one of the same name stays.
delete from collections_public.database as d
where d.id = '00000000-0000-8000-8000-db0000000001' and d.owner_id = '07281002-1699-4762-57e3-ab1b92243120';
