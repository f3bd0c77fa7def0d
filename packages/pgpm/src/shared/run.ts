import type { OnEvent } from '@pgpm/engine';
import type { Invocation } from '../cli/invocation.js';
import { choice, count, duration, flag, switchedOn, type Option } from '../cli/option.js';

const seconds = count('--wait <seconds>', 60, 'How long to wait for another run on the same database; 0 gives up.');

/** `--no-wait` is `--wait 0`; the unit may be written. */
export const wait: Option<number> = {
  ...seconds,
  also: ['--no-wait'],
  read: (raw) => (raw === false ? 0 : seconds.read(typeof raw === 'string' ? raw.replace(/(?<=\d)s$/, '') : raw)),
};

export const verbose = flag('verbose', 'Also print the notices that scripts raise; warnings are printed in any case.');

/** Progress, with the notices where they are asked for. */
export function progress({ value, note, onEvent }: Invocation): OnEvent {
  if (!value(verbose)) return onEvent;
  return (event) => {
    onEvent(event);
    if (event.kind !== 'notice' || event.notice.severity === 'WARNING') return;
    note(`  ${event.module}:${event.change} says: ${event.notice.message}`);
  };
}

const lockTimeout = duration(
  '--lock-timeout <ms>',
  'A statement that waits longer for a lock is rolled back and tried again.',
);
const statementTimeout = duration('--statement-timeout <ms>', 'How long a statement may run.');

export const timeoutOptions = [lockTimeout, statementTimeout];

/** The timeouts that were given, as the engine takes them. */
export function timeouts({ value }: Invocation) {
  return { lockTimeout: value(lockTimeout), statementTimeout: value(statementTimeout) };
}

export const lock = switchedOn('lock', 'Do without the lock of the database, as behind a pooler that swaps sessions.');
export const dryRun = flag('dry-run', 'Check everything and list what would be done, but change nothing.');

const scopes = ['run', 'module', 'change'] as const;
const held = 'How much one transaction holds; --no-tx is change.';
const scope = choice('--tx [scope]', scopes, `${held} Default: module, or change where deployment.useTx is off.`);

/** `--tx` alone is one transaction per module, `--no-tx` one per change. */
export const tx: Option<(typeof scopes)[number] | undefined> = {
  ...scope,
  also: ['--no-tx'],
  read: (raw) => {
    if (raw === false) return 'change';
    return raw === true ? 'module' : scope.read(raw);
  },
};

/** The same for a revert. */
export const revertTx: typeof tx = { ...tx, description: `${held} Default: run.` };
