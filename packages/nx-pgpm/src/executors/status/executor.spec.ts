import { defaults } from '../../../test/support/defaults.js';
import { runner } from '../../../test/support/runner.js';
import { failsWithoutServer } from '../../../test/support/without-server.js';
import batch from './batch.js';
import executor from './executor.js';

describe('status', () =>
  failsWithoutServer(
    'status',
    runner('status', executor, batch, () => defaults.status),
  ));
