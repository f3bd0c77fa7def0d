-- Revert pgpm-achievements:schemas/status_public/procedures/user_achieved from pg

drop function status_public.user_achieved(text, uuid);
