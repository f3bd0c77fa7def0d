/** Every scratch database begins with it, and nothing that does not is ever dropped. */
export const scratchPrefix = 'pgpm_scratch_';

/** The comment of a scratch database: together with the name it tells ours from everybody else's. */
export const scratchMarker = 'made by @pgpm/postgres for one command; dropped when that is over';

/** PostgreSQL cuts longer names off. */
const longestName = 63;

/** `pgpm_scratch_jobs_1f9a3c20be57`: what it is for, for people who look, and `random` to be alone. */
export function scratchName(subject: string, random: string): string {
  const word = subject.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return `${scratchPrefix}${word.slice(0, longestName - scratchPrefix.length - random.length - 1)}_${random}`;
}
