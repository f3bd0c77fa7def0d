import { defaults } from '../../../test/support/defaults.js';
import { runner } from '../../../test/support/runner.js';
import { failsWithoutServer } from '../../../test/support/without-server.js';
import { revertBatchExecutor as batch } from './batch.js';
import { revertExecutor as executor } from './executor.js';

describe('revert', () =>
  failsWithoutServer(
    'revert',
    runner('revert', executor, batch, () => defaults.revert),
  ));
