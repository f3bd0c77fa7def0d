-- Revert pgpm-jwt-claims:schemas/ctx/procedures/ip_address from pg

drop function ctx.ip_address();
