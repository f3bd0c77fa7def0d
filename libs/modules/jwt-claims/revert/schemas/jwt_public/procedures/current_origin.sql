-- Revert pgpm-jwt-claims:schemas/jwt_public/procedures/current_origin from pg

drop function jwt_public.current_origin();
