-- Deploy pgpm-types:schemas/public/domains/single_select to pg
-- requires: schemas/public/schema

create domain public.single_select as jsonb
  constraint single_select_check check (jsonb_typeof(value) = 'object' and value ? 'value');

comment on domain public.single_select is '@name launchqlInternalTypeSingleSelect';
