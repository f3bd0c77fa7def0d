import { defaults } from '../../../test/support/defaults.js';
import { runner } from '../../../test/support/runner.js';
import { failsWithoutServer } from '../../../test/support/without-server.js';
import { verifyBatchExecutor as batch } from './batch.js';
import { verifyExecutor as executor } from './executor.js';

describe('verify', () =>
  failsWithoutServer(
    'verify',
    runner('verify', executor, batch, () => defaults.verify),
  ));
