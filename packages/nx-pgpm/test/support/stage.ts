import { deployBatchExecutor as deployBatch } from '../../src/executors/deploy/batch.js';
import { deployExecutor as deploy } from '../../src/executors/deploy/executor.js';
import { revertBatchExecutor as revertBatch } from '../../src/executors/revert/batch.js';
import { revertExecutor as revert } from '../../src/executors/revert/executor.js';
import { statusBatchExecutor as statusBatch } from '../../src/executors/status/batch.js';
import { statusExecutor as status } from '../../src/executors/status/executor.js';
import { verifyBatchExecutor as verifyBatch } from '../../src/executors/verify/batch.js';
import { verifyExecutor as verify } from '../../src/executors/verify/executor.js';
import { createScratchDatabase, type ScratchDatabase } from './database.js';
import { defaults } from './defaults.js';
import { captureOutput } from './output.js';
import { runner } from './runner.js';
import { chain, temporaryWorkspace, type TemporaryWorkspace } from './workspace.js';

/** What a test of executors plays on. */
export interface Stage {
  /** With the modules of `chain`. */
  readonly workspace: TemporaryWorkspace;
  readonly database: ScratchDatabase;
  readonly output: ReturnType<typeof captureOutput>;
}

/** The folders of its modules. */
export const everyModule = ['base', 'beside', 'middle', 'top'];

/** A query for the schemas that are deployed, each by the change of its name. */
export const madeSchemas = `select nspname::text from pg_namespace where nspname in ('one', 'two', 'three', 'four', 'five') order by 1`;

/** A stage of its own for each test of a file. */
export function stageForEach(): Stage {
  let workspace: TemporaryWorkspace;
  let database: ScratchDatabase;
  let output: Stage['output'];
  beforeEach(async () => {
    workspace = temporaryWorkspace(chain);
    database = await createScratchDatabase();
    output = captureOutput();
  });
  afterEach(async () => {
    output.restore();
    workspace.remove();
    await database.drop();
  });
  return {
    get workspace() {
      return workspace;
    },
    get database() {
      return database;
    },
    get output() {
      return output;
    },
  };
}

/** The executors that work on the database of a stage. */
export function databaseExecutors(stage: Stage) {
  const url = (): string => stage.database.url;
  return {
    deploy: runner('deploy', deploy, deployBatch, () => ({ ...defaults.deploy, url: url() })),
    verify: runner('verify', verify, verifyBatch, () => ({ ...defaults.verify, url: url() })),
    revert: runner('revert', revert, revertBatch, () => ({ ...defaults.revert, url: url() })),
    status: runner('status', status, statusBatch, () => ({ ...defaults.status, url: url() })),
  };
}
