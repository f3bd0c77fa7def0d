import { defaults } from '../../../test/support/defaults.js';
import { runner } from '../../../test/support/runner.js';
import { failsWithoutServer } from '../../../test/support/without-server.js';
import { statusBatchExecutor as batch } from './batch.js';
import { statusExecutor as executor } from './executor.js';

describe('status', () =>
  failsWithoutServer(
    'status',
    runner('status', executor, batch, () => defaults.status),
  ));
