-- Revert pgpm-jwt-claims:schemas/ctx/procedures/uid from pg

drop function ctx.uid();
