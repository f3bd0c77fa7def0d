-- Revert pgpm-jwt-claims:schemas/ctx/procedures/security_definer from pg

drop function ctx.is_security_definer();

drop function ctx.security_definer();
