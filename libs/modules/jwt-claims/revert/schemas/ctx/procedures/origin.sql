-- Revert pgpm-jwt-claims:schemas/ctx/procedures/origin from pg

drop function ctx.origin();
