-- Revert pgpm-jwt-claims:schemas/jwt_private/procedures/current_token_id from pg

drop function jwt_private.current_token_id();
