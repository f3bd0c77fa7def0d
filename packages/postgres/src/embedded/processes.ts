import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process that ended and was not collected by its parent, as happens in containers, does not live. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || statFields(pid)?.[0] !== 'Z';
  } catch (error) {
    // EPERM: somebody else's process, but one that lives.
    return errorCode(error) === 'EPERM';
  }
}

/**
 * What tells a process from a later one with the same pid: its start time, in a form that can be compared for equality
 * only. Undefined where the system does not say (Windows), or when there is no such process.
 */
export function startTime(pid: number): string | undefined {
  if (process.platform === 'linux') return statFields(pid)?.[19];
  return process.platform === 'win32' ? undefined : ps(pid, 'lstart=');
}

/**
 * Whether `pid` is the server of `dataDir`, and not some process that got its pid after a crash. A server works in its
 * data directory; its command line is asked only where that cannot be seen (a container without `CAP_SYS_PTRACE`, macOS).
 */
export function isPostmaster(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return /postgres/i.test(output('tasklist', ['/nh', '/fi', `PID eq ${pid}`]) ?? '');
  if (process.platform === 'linux') {
    const directory = workingDirectory(pid);
    if (directory !== undefined) return directory === dataDir;
    const command = readProc(pid, 'cmdline')?.split('\0') ?? [];
    return (command[0] ?? '').endsWith('postgres') && command.includes(dataDir);
  }
  const command = ps(pid, 'command=') ?? '';
  return command.includes('postgres') && command.includes(dataDir);
}

/**
 * Whether `pid` was started with these words, and is not some process that got its pid later. Windows shows command lines
 * to nobody; there, that it lives has to do.
 */
export function runsWith(pid: number, words: readonly string[]): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  const command = process.platform === 'linux' ? readProc(pid, 'cmdline')?.split('\0') : ps(pid, 'command=');
  return command !== undefined && words.every((word) => command.includes(word));
}

/**
 * The processes that a killed server left behind. They keep its shared memory, and with it the data directory, until
 * they notice; a busy query notices at its end. Empty where processes cannot be listed that way.
 */
export function findOrphans(dataDir: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingDirectory(pid) === dataDir && (readProc(pid, 'cmdline') ?? '').startsWith('postgres:'))
    .filter((pid) => workingDirectory(Number(statFields(pid)?.[1])) !== dataDir);
}

/** The system's name of an error, such as `ENOENT`. Its class says nothing: a test runner has several of them. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The fields of proc(5) `stat` from the third on: the second, the command, may hold blanks and parentheses. */
function statFields(pid: number): readonly string[] | undefined {
  const stat = readProc(pid, 'stat');
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string | undefined {
  return output('ps', ['-ww', '-o', column, '-p', String(pid)]);
}

function output(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
