import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a server says about itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly dataDir: string;
  readonly port: number;
  /** `standby` never happens here; `unknown` while the file is still being written. */
  readonly status: 'starting' | 'stopping' | 'ready' | 'standby' | 'unknown';
}

const statuses = ['starting', 'stopping', 'ready', 'standby'] as const;

/** Lines of the file: pid, data directory, start time, port, socket directory, address, shared memory, status. */
export function parsePostmaster(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const status = statuses.find((known) => known === lines[7]) ?? 'unknown';
  return { pid, dataDir: lines[1] ?? '', port: Number(lines[3] ?? 0), status };
}

/** Undefined when the file is missing, empty or out of reach: nothing runs there that we could use. */
export function readPostmaster(dataDir: string): Postmaster | undefined {
  try {
    return parsePostmaster(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'));
  } catch {
    return undefined;
  }
}
