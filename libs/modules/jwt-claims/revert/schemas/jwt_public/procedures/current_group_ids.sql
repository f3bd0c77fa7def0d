-- Revert pgpm-jwt-claims:schemas/jwt_public/procedures/current_group_ids from pg

drop function jwt_public.current_group_ids();
