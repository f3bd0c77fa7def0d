-- Revert pgpm-types:schemas/public/domains/attachment from pg

drop domain public.attachment;
