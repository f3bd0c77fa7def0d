-- Revert pgpm-jwt-claims:schemas/jwt_public/procedures/current_ip_address from pg

drop function jwt_public.current_ip_address();
