import { whenCalled, yieldingWhenCalled } from '../when-called.js';

// By the names that executors.json has for them.
export const checkExecutor = whenCalled(async () => (await import('./check/executor.js')).checkExecutor);
export const checkBatchExecutor = yieldingWhenCalled(async () => (await import('./check/batch.js')).checkBatchExecutor);
export const deployExecutor = whenCalled(async () => (await import('./deploy/executor.js')).deployExecutor);
export const deployBatchExecutor = yieldingWhenCalled(
  async () => (await import('./deploy/batch.js')).deployBatchExecutor,
);
export const packageExecutor = whenCalled(async () => (await import('./package/executor.js')).packageExecutor);
export const packageBatchExecutor = yieldingWhenCalled(
  async () => (await import('./package/batch.js')).packageBatchExecutor,
);
export const revertExecutor = whenCalled(async () => (await import('./revert/executor.js')).revertExecutor);
export const revertBatchExecutor = yieldingWhenCalled(
  async () => (await import('./revert/batch.js')).revertBatchExecutor,
);
export const statusExecutor = whenCalled(async () => (await import('./status/executor.js')).statusExecutor);
export const statusBatchExecutor = yieldingWhenCalled(
  async () => (await import('./status/batch.js')).statusBatchExecutor,
);
export const verifyExecutor = whenCalled(async () => (await import('./verify/executor.js')).verifyExecutor);
export const verifyBatchExecutor = yieldingWhenCalled(
  async () => (await import('./verify/batch.js')).verifyBatchExecutor,
);
export const dbExecutor = yieldingWhenCalled(async () => (await import('./db/executor.js')).dbExecutor);
