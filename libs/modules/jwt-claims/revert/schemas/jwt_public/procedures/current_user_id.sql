-- Revert pgpm-jwt-claims:schemas/jwt_public/procedures/current_user_id from pg

drop function jwt_public.current_user_id();
