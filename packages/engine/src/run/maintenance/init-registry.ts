import { EngineError, throwProblems } from '../../errors/index.js';
import { readState, type Session } from '../../store/index.js';
import { quoteIdentifier } from '../extensions.js';
import { nothingElse, withLockedSession } from '../open.js';
import type { DatabaseOptions } from '../options.js';
import { cannotWrite, ensureRegistry } from '../write.js';

export interface InitRegistryOptions extends DatabaseOptions {
  /** Roles that may read the registry, and so see the status and verify. */
  readonly grantRead?: readonly string[] | undefined;
  /** Tell what is to do, but change nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
}

export interface InitRegistryResult {
  readonly operation: 'init';
  readonly dryRun: boolean;
  /** What was made, or would be: the whole schema, or the tables and routines that a half-made one lacked. */
  readonly created: readonly string[];
  readonly grantedTo: readonly string[];
  readonly summary: string;
}

/**
 * Makes the registry where there is none, and completes a half-made one. One that is complete stays as it is.
 *
 * @throws {EngineError} `ROLE_MISSING` and `INSUFFICIENT_PRIVILEGE`, before anything is made.
 */
export async function initRegistry(options: InitRegistryOptions): Promise<InitRegistryResult> {
  const onEvent = options.onEvent ?? ((): void => undefined);
  const { grantRead = [], dryRun = false } = options;
  const lock = options.lock !== false && !dryRun;
  return withLockedSession({ ...options, lock }, onEvent, nothingElse, async ({ session, server }) => {
    const { registry } = server;
    await checkRoles(session, grantRead);
    await readState(session, { ...registry, isReadable: true }, undefined, 'complete');
    // It adds no rows.
    const problems = await cannotWrite({ ...server, registry: { ...registry, isWritable: true } }, session);
    throwProblems(
      registry.exists && grantRead.length > 0 ? [...problems, ...(await lacksGrantOption(session))] : problems,
    );
    if (!dryRun) {
      await ensureRegistry(session, registry);
      await grant(session, grantRead);
    }
    const created = registry.exists ? registry.missing : ['schema pgpm_migrate'];
    return { operation: 'init', dryRun, created, grantedTo: grantRead, summary: summarize(created, grantRead, dryRun) };
  });
}

function summarize(created: readonly string[], grantedTo: readonly string[], isDry: boolean): string {
  const made =
    created.length === 0 ? 'the registry is there' : `${isDry ? 'would make' : 'made'} ${created.join(', ')}`;
  if (grantedTo.length === 0) return made;
  return `${made}; ${grantedTo.join(', ')} ${isDry ? 'could' : 'may'} read it`;
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

/** A user without the right to pass a right on is warned by the server, which then passes on nothing. */
async function lacksGrantOption(session: Session): Promise<readonly EngineError[]> {
  const [row] = await session.rows<{ mayGrant: boolean }>(
    `select pg_catalog.has_schema_privilege('pgpm_migrate', 'USAGE WITH GRANT OPTION') and pg_catalog.bool_and(
       pg_catalog.has_table_privilege(c.oid, 'SELECT WITH GRANT OPTION')) as "mayGrant"
     from pg_catalog.pg_class as c
     where c.relnamespace = 'pgpm_migrate'::pg_catalog.regnamespace and c.relkind = 'r'`,
  );
  if (row?.mayGrant !== false) return [];
  const privilege = 'the right to let others read schema pgpm_migrate';
  const hint = 'connect as the owner of schema pgpm_migrate';
  return [new EngineError('INSUFFICIENT_PRIVILEGE', { privilege, user: session.user }, { hint })];
}

async function grant(session: Session, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return;
  const to = roles.map(quoteIdentifier).join(', ');
  await session.execute(
    `grant usage on schema pgpm_migrate to ${to}; grant select on all tables in schema pgpm_migrate to ${to}`,
  );
}
