import type { DeployExecutorOptions } from '../../src/executors/deploy/schema.js';
import type { RevertExecutorOptions } from '../../src/executors/revert/schema.js';
import type { StatusExecutorOptions } from '../../src/executors/status/schema.js';
import type { VerifyExecutorOptions } from '../../src/executors/verify/schema.js';

/** What Nx makes of no options at all: the defaults of the schemas. */
export const defaults: {
  readonly deploy: DeployExecutorOptions;
  readonly verify: VerifyExecutorOptions;
  readonly revert: RevertExecutorOptions;
  readonly status: StatusExecutorOptions;
} = {
  deploy: {
    recursive: true,
    allowChanged: false,
    strictHash: false,
    ensure: false,
    lock: true,
    dryRun: false,
    createdb: false,
    production: false,
    wait: 60,
    output: 'text',
  },
  verify: { recursive: true, requireAll: false, strict: false, output: 'text' },
  revert: {
    recursive: true,
    tx: 'run',
    dropExtensions: false,
    orphans: false,
    lock: true,
    dryRun: false,
    yes: false,
    production: false,
    wait: 60,
    output: 'text',
  },
  status: { recursive: true, output: 'text' },
};
