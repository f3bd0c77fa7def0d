-- Revert pgpm-jwt-claims:schemas/ctx/procedures/uagent from pg

drop function ctx.uagent();
