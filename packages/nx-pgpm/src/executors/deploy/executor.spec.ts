import { defaults } from '../../../test/support/defaults.js';
import { runner } from '../../../test/support/runner.js';
import { failsWithoutServer } from '../../../test/support/without-server.js';
import { deployBatchExecutor as batch } from './batch.js';
import { deployExecutor as executor } from './executor.js';

describe('deploy', () =>
  failsWithoutServer(
    'deploy',
    runner('deploy', executor, batch, () => defaults.deploy),
  ));
