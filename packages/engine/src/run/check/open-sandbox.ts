import { EngineError } from '../../errors/index.js';
import type { ClientConfig, Session } from '../../store/index.js';
import { installExtensions } from '../extensions.js';
import { withSession } from '../open.js';
import type { CheckPlan } from './plan.js';
import { dropNewRoles, excludeRoles, hideRoles, wordsOf } from './roles.js';
import { Sandbox } from './sandbox.js';

/** An empty database that nobody else uses. */
export interface ScratchDatabase {
  readonly config: ClientConfig;
  drop(): Promise<void>;
}

/** Where to work. */
export interface SandboxOptions {
  /** Makes a database. It is dropped in the end. */
  readonly scratch: () => Promise<ScratchDatabase>;
  readonly signal?: AbortSignal | undefined;
}

/** A sandbox with the extensions of the modules, and what has to be known of the roles of its server. */
export interface OpenSandbox {
  readonly sandbox: Sandbox;
  /** Roles that scripts may make, that the server has already, and that could not be hidden. */
  readonly sharedRoles: readonly string[];
}

/**
 * Makes a scratch database, works in it and drops it.
 *
 * @returns what `work` returns, and warnings.
 */
export async function inSandbox<T>(
  { scratch, signal }: SandboxOptions,
  plan: CheckPlan,
  work: (open: OpenSandbox) => Promise<T>,
): Promise<{ readonly value: T; readonly warnings: readonly EngineError[] }> {
  const database = await scratch();
  try {
    const nothingElse = (): Promise<void> => Promise.resolve();
    return await withSession({ database: database.config, signal }, nothingElse, ({ session }) =>
      plan.needsCommits ? inCommits(session, plan, signal, work) : inTransaction(session, plan, signal, work),
    );
  } finally {
    await database.drop();
  }
}

type Work<T> = (open: OpenSandbox) => Promise<T>;
interface Outcome<T> {
  readonly value: T;
  readonly warnings: readonly EngineError[];
}

async function inTransaction<T>(
  session: Session,
  plan: CheckPlan,
  signal: AbortSignal | undefined,
  work: Work<T>,
): Promise<Outcome<T>> {
  const sandbox = new Sandbox(session, 'transaction', signal);
  await sandbox.open();
  const sharedRoles = await hideRoles(session, wordsIn(plan));
  await installExtensions(session, plan.extensions, true, () => undefined);
  sandbox.settle();
  return { value: await work({ sandbox, sharedRoles }), warnings: notIsolated(plan, sharedRoles) };
}

async function inCommits<T>(
  session: Session,
  plan: CheckPlan,
  signal: AbortSignal | undefined,
  work: Work<T>,
): Promise<Outcome<T>> {
  const sandbox = new Sandbox(session, 'commits', signal);
  await sandbox.open();
  const words = wordsIn(plan);
  const sharedRoles = await excludeRoles(session, words);
  let left: readonly string[] = [];
  let value: T;
  try {
    await installExtensions(session, plan.extensions, false, () => undefined);
    value = await work({ sandbox, sharedRoles });
  } finally {
    if (session.lost === undefined) {
      await session.execute('rollback');
      left = await dropNewRoles(session, words);
    }
  }
  return { value, warnings: [...notIsolated(plan, sharedRoles), ...leftBehind(plan, left)] };
}

/** All words of the scripts that make roles: whichever is the name of a role of the server, it may be meant. */
function wordsIn({ required, own }: CheckPlan): ReadonlySet<string> {
  const scripts = [...required, ...own].map((step) => step.load());
  return new Set(scripts.filter(({ sql }) => /\bcreate\s+(?:role|user|group)\b/i.test(sql)).flatMap(wordsOf));
}

function notIsolated({ module, needsCommits }: CheckPlan, roles: readonly string[]): readonly EngineError[] {
  if (roles.length === 0) return [];
  const hint = needsCommits
    ? 'keep roles and scripts without a transaction in modules of their own, or check on a server without these roles'
    : 'check as a superuser, or on a server without these roles';
  return [new EngineError('ROLE_NOT_ISOLATED', { roles }, { severity: 'warning', module: module.name, hint })];
}

function leftBehind({ module }: CheckPlan, roles: readonly string[]): readonly EngineError[] {
  if (roles.length === 0) return [];
  const hint = `drop them: drop role ${roles.join(', ')}`;
  return [new EngineError('ROLE_LEFT_BEHIND', { roles }, { severity: 'warning', module: module.name, hint })];
}
