-- Revert pgpm-types:schemas/public/domains/email from pg

drop domain public.email;
