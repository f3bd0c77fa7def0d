-- Deploy pgpm-types:schemas/public/domains/multiple_select to pg
-- requires: schemas/public/schema

create domain public.multiple_select as jsonb
  constraint multiple_select_check check (jsonb_typeof(value) = 'object' and value ? 'value');

comment on domain public.multiple_select is '@name launchqlInternalTypeMultipleSelect';
