import { EngineError } from '../errors/index.js';
import { isDatabaseError, type Session } from '../store/index.js';
import type { OnEvent } from './events.js';
import { hintFor } from './failures.js';

/**
 * Installs extensions in the given order, with those that they need themselves.
 *
 * @param transaction - a transaction is open and is rolled back on failure; otherwise each is committed at once.
 * @throws {EngineError} `INSUFFICIENT_PRIVILEGE` or `EXTENSION_FAILED`.
 */
export async function installExtensions(
  session: Session,
  extensions: readonly string[],
  transaction: boolean,
  onEvent: OnEvent,
): Promise<void> {
  for (const extension of extensions) {
    try {
      await session.execute(`create extension if not exists ${quoteIdentifier(extension)} cascade`);
    } catch (cause) {
      if (transaction) await session.execute('rollback').catch(() => undefined);
      throw extensionError(extension, session.user, cause);
    }
    onEvent({ kind: 'extension:installed', extension });
  }
}

function extensionError(extension: string, user: string, cause: unknown): unknown {
  if (!isDatabaseError(cause)) return cause;
  if (cause.code === '42501') {
    const privilege = `the right to install extension "${extension}"`;
    const hint = `let a superuser run: create extension ${quoteIdentifier(extension)}`;
    return new EngineError('INSUFFICIENT_PRIVILEGE', { privilege, user }, { hint, cause });
  }
  const sqlState = cause.code ?? '';
  const hint = hintFor(sqlState, 'deploy');
  return new EngineError(
    'EXTENSION_FAILED',
    { operation: 'create', extension, sqlState, reason: cause.message },
    { hint, cause },
  );
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Drops extensions that nothing depends on; of the others it tells. Returns the dropped ones. */
export async function dropExtensions(
  session: Session,
  extensions: readonly string[],
  onEvent: OnEvent,
): Promise<readonly string[]> {
  const dropped: string[] = [];
  for (const extension of extensions) {
    try {
      await session.execute(`drop extension if exists ${quoteIdentifier(extension)} restrict`);
      dropped.push(extension);
    } catch (cause) {
      if (!isDatabaseError(cause)) throw cause;
      const fields = { operation: 'drop', extension, sqlState: cause.code ?? '', reason: cause.message } as const;
      onEvent({
        kind: 'preflight:issue',
        problem: new EngineError('EXTENSION_FAILED', fields, { severity: 'warning', cause }),
      });
    }
  }
  return dropped;
}
