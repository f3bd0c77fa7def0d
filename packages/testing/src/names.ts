/** Every database of ours begins with it, and nothing that does not is ever dropped. */
export const prefix = 'pgpm_test_';

/** PostgreSQL cuts longer names off. */
const longestName = 63;

/** Which process a test database belongs to. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** `pgpm_test_jobs_1f9a3c20be57`: what is tested, for people who look, and `random` to be alone. */
export function databaseName(subject: string, random: string): string {
  const word = subject.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return `${prefix}${word.slice(0, longestName - prefix.length - random.length - 1)}_${random}`;
}

/** The comment that a test database carries: name and comment together tell ours from everybody else's. */
export function printMarker({ pid, host }: Owner): string {
  return `made by @pgpm/testing for process ${pid} on ${host}; not needed after it`;
}

export function parseMarker(comment: string): Owner | undefined {
  const match = /^made by @pgpm\/testing for process (\d+) on (.+); not needed after it$/.exec(comment);
  return match?.[2] === undefined ? undefined : { pid: Number(match[1]), host: match[2] };
}
