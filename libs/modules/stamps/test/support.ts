import { join } from 'node:path';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

export const ann = '11111111-1111-4111-8111-111111111111';
export const ben = '22222222-2222-4222-8222-222222222222';

/** A table with both stamps, which `authenticated` may read and write. */
export const notes = `
  create table public.notes (
    id int generated always as identity,
    body text,
    created_at timestamptz,
    updated_at timestamptz,
    created_by uuid,
    updated_by uuid
  );
  create trigger times before insert or update on public.notes for each row execute function stamps.timestamps();
  create trigger people before insert or update on public.notes for each row execute function stamps.peoplestamps();
  grant select, insert, update on public.notes to authenticated, anonymous`;
