import { spawn, type ChildProcess } from 'node:child_process';

import type { ClientConfig } from 'pg';

import type { Cluster, EmbeddedStatus } from '../../src/index.js';

export interface Request {
  readonly action: 'find' | 'stop' | 'status';
  readonly workspaceRoot: string;
  readonly cluster?: Cluster;
  readonly extensions?: readonly string[];
  /** The user to become first. */
  readonly identity?: { readonly uid: number; readonly gid: number };
}

export type Reply =
  | {
      readonly kind: 'found';
      readonly config: ClientConfig;
      readonly describe: string;
      readonly psql: string;
      readonly milliseconds: number;
    }
  | { readonly kind: 'stopped'; readonly wasRunning: boolean }
  | { readonly kind: 'status'; readonly status: EmbeddedStatus }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export interface RunningChild {
  readonly process: ChildProcess;
  /** Undefined when it was killed before it could answer. */
  readonly reply: Promise<Reply | undefined>;
}

export function startChild(child: string, request: Request): RunningChild {
  const started = spawn(process.execPath, [child, JSON.stringify(request)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  started.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const reply = new Promise<Reply | undefined>((resolve, reject) => {
    started.once('error', reject);
    started.once('close', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const answer: Reply | undefined = text === '' ? undefined : JSON.parse(text);
      resolve(answer);
    });
  });
  return { process: started, reply };
}
