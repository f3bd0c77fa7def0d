-- Revert pgpm-achievements:schemas/status_public/tables/levels/table from pg

drop table status_public.levels;
