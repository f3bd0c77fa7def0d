-- Revert pgpm-database-jobs:schemas/app_jobs/helpers/json_build_object_apply from pg

drop function app_jobs.json_build_object_apply(text[]);
