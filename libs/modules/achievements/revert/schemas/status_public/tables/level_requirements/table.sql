-- Revert pgpm-achievements:schemas/status_public/tables/level_requirements/table from pg

drop table status_public.level_requirements;
