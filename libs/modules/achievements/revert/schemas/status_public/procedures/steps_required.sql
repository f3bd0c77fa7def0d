-- Revert pgpm-achievements:schemas/status_public/procedures/steps_required from pg

drop function status_public.steps_required(text, uuid);
