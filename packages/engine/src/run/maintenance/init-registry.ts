import { EngineError } from '../../errors/index.js';
import { readState, type Session } from '../../store/index.js';
import { quoteIdentifier } from '../extensions.js';
import { nothingElse, withLockedSession } from '../open.js';
import type { DatabaseOptions } from '../options.js';
import { ensureRegistry } from '../write.js';

export interface InitRegistryOptions extends DatabaseOptions {
  /** Roles that may read the registry, and so see the status and verify. */
  readonly grantRead?: readonly string[] | undefined;
}

export interface InitRegistryResult {
  readonly operation: 'init';
  /** What was made: the whole schema, or the tables and routines that a half-made one lacked. */
  readonly created: readonly string[];
  readonly grantedTo: readonly string[];
  readonly summary: string;
}

/**
 * Makes the registry where there is none, and completes a half-made one. One that is complete stays as it is.
 *
 * @throws {EngineError} `ROLE_MISSING`, before anything is made; `INSUFFICIENT_PRIVILEGE`.
 */
export async function initRegistry(options: InitRegistryOptions): Promise<InitRegistryResult> {
  const onEvent = options.onEvent ?? ((): void => undefined);
  const { grantRead = [] } = options;
  return withLockedSession(options, onEvent, nothingElse, async ({ session, server }) => {
    await checkRoles(session, grantRead);
    await readState(session, { ...server.registry, isReadable: true });
    await ensureRegistry(session, server.registry);
    await grant(session, grantRead);
    const created = server.registry.exists ? server.registry.missing : ['schema pgpm_migrate'];
    const made = created.length === 0 ? 'the registry is there' : `made ${created.join(', ')}`;
    const granted = grantRead.length === 0 ? '' : `; ${grantRead.join(', ')} may read it`;
    return { operation: 'init', created, grantedTo: grantRead, summary: made + granted };
  });
}

async function checkRoles(session: Session, roles: readonly string[]): Promise<void> {
  const missing = await session.rows<{ role: string }>(
    `select r.role from pg_catalog.unnest($1::text[]) as r (role)
     where r.role not in (select rolname from pg_catalog.pg_roles)`,
    [roles],
  );
  if (missing.length === 0) return;
  const hint = 'create them first, or correct the names';
  throw new EngineError('ROLE_MISSING', { roles: missing.map(({ role }) => role) }, { hint });
}

async function grant(session: Session, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return;
  const to = roles.map(quoteIdentifier).join(', ');
  await session.execute(
    `grant usage on schema pgpm_migrate to ${to}; grant select on all tables in schema pgpm_migrate to ${to}`,
  );
}
