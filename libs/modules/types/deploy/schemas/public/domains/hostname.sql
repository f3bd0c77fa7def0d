-- Deploy pgpm-types:schemas/public/domains/hostname to pg
-- requires: schemas/public/schema

-- Labels are letters and digits, joined by hyphens; a name is labels, joined by dots.
create domain public.hostname as text
  constraint hostname_check check (
    value ~ '^[A-Za-z0-9]+(-+[A-Za-z0-9]+)*(\.[A-Za-z0-9]+(-+[A-Za-z0-9]+)*)*$'
  );

comment on domain public.hostname is '@name launchqlInternalTypeHostname';
