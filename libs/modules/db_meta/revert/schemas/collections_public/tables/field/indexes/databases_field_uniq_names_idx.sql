-- Revert pgpm-db-meta:schemas/collections_public/tables/field/indexes/databases_field_uniq_names_idx from pg

drop index collections_public.databases_field_uniq_names_idx;
