import { embeddedStatus, findDatabase, isPostgresError, stopEmbedded } from '../../src/index.js';
import type { Reply, Request } from './children.js';

/** One command: reads a request from its arguments, prints the reply as JSON, and ends by itself. */
async function main(request: Request): Promise<Reply> {
  const { action, workspaceRoot, cluster, extensions, identity } = request;
  if (identity !== undefined) {
    // Loaded before the change of user, who may not be able to read it.
    await import('pg');
    process.setgroups?.([identity.gid]);
    process.setgid?.(identity.gid);
    process.setuid?.(identity.uid);
  }
  const start = process.hrtime.bigint();
  const milliseconds = (): number => Number(process.hrtime.bigint() - start) / 1e6;
  try {
    if (action === 'find') {
      const { config, describe, psql } = await findDatabase({ cwd: workspaceRoot, cluster, extensions, env: {} });
      return { kind: 'found', config, describe, psql, milliseconds: milliseconds() };
    }
    if (action === 'stop') return { kind: 'stopped', wasRunning: await stopEmbedded({ workspaceRoot, cluster }) };
    return { kind: 'status', status: await embeddedStatus({ workspaceRoot, cluster }) };
  } catch (error) {
    if (isPostgresError(error)) return { kind: 'failed', code: error.code, message: error.message };
    return {
      kind: 'failed',
      code: 'UNEXPECTED',
      message: error instanceof Error ? String(error.stack) : String(error),
    };
  }
}

const request: Request = JSON.parse(process.argv[2] ?? '{}');
void main(request).then((reply) => process.stdout.write(`${JSON.stringify(reply)}\n`));
