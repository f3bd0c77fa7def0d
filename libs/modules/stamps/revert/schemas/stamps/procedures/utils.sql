-- Revert pgpm-stamps:schemas/stamps/procedures/utils from pg

drop function stamps.peoplestamps();

drop function stamps.timestamps();
