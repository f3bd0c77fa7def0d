-- Revert pgpm-jwt-claims:schemas/jwt_private/procedures/current_database_id from pg

drop function jwt_private.current_database_id();
