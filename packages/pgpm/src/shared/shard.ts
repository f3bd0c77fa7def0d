import { CliError } from '../cli/failures.js';
import type { Option } from '../cli/option.js';

/** One of several equal parts of a list. Both numbers count from 1. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

export const shard: Option<Shard | undefined> = {
  flags: '--shard <part>',
  description: 'Only a part of the modules, such as 2/3; all parts together are all of them.',
  key: 'shard',
  read: (raw) => {
    if (typeof raw !== 'string') return undefined;
    const [, part = 0, of = 0] = /^(\d{1,6})\/(\d{1,6})$/.exec(raw)?.map(Number) ?? [];
    if (part >= 1 && part <= of) return { part, of };
    throw new CliError('USAGE', { reason: `"${raw}" is no part of a whole; write 1/3, 2/3 or 3/3` });
  },
};

/** The same part of the same list on every machine: the first of three has the first, the fourth, the seventh item. */
export function takeShard<T>(all: readonly T[], { part, of }: Shard = { part: 1, of: 1 }): readonly T[] {
  return all.filter((_, place) => place % of === part - 1);
}
