import { CliError } from './failures.js';

/** An option of a command: how it is written, and how its value is read. */
export interface Option<T> {
  /** As commander reads it: `--to <reference>`. */
  readonly flags: string;
  readonly description: string;
  /** The key that commander keeps the value under. */
  readonly key: string;
  readonly choices?: readonly string[] | undefined;
  /** Its default, for the help. */
  readonly preset?: string | number | undefined;
  /** Can be given more than once. */
  readonly isList?: boolean | undefined;
  /** Another way to write it that is accepted and not shown. */
  readonly also?: readonly string[] | undefined;
  /** Accepted for the sake of other tools and old scripts, and not shown. */
  readonly isHidden?: boolean | undefined;
  /** The value, from what commander has kept. */
  read(raw: unknown): T;
}

interface Details {
  readonly also?: readonly string[];
}

/**
 * Text, or nothing when it is not given. An empty one is refused: it is what a variable of a script that is not set leaves,
 * and must not be taken for an option that was not given.
 */
export function text(flags: string, description: string, details: Details = {}): Option<string | undefined> {
  return {
    flags,
    description,
    key: keyOf(flags),
    ...details,
    read: (raw) => (typeof raw === 'string' ? notEmpty(raw, flags) : undefined),
  };
}

/** Text that may be empty, as a note may. */
export function prose(flags: string, description: string, details: Details = {}): Option<string | undefined> {
  return { ...text(flags, description, details), read: (raw) => (typeof raw === 'string' ? raw : undefined) };
}

function notEmpty(value: string, flags: string): string {
  if (value.trim() !== '') return value;
  throw new CliError('USAGE', { reason: `option '${flags}' has an empty value` });
}

/** On when it is given. */
export function flag(name: string, description: string, details: Details = {}): Option<boolean> {
  return { flags: `--${name}`, description, key: camelCase(name), ...details, read: (raw) => raw === true };
}

/** On unless `--no-<name>` is given. */
export function switchedOn(name: string, description: string): Option<boolean> {
  const also = [`--${name}`];
  return { flags: `--no-${name}`, description, key: camelCase(name), also, read: (raw) => raw !== false };
}

/** The same, for what is decided elsewhere unless it is said: undefined when it is not given. */
export function undecided(option: Option<boolean>): Option<boolean | undefined> {
  return { ...option, read: (raw) => (typeof raw === 'boolean' ? raw : undefined) };
}

/** The largest number that an option takes. */
const most = 999_999_999;

/** Whole numbers from `least`. */
export function count(flags: string, preset: number, description: string, { least = 0 } = {}): Option<number> {
  const read = (raw: unknown): number => {
    if (raw === undefined) return preset;
    const value = typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? Number(raw) : undefined;
    if (value !== undefined && value >= least) return value;
    throw new CliError('USAGE', { reason: `option '${flags}' needs a whole number from ${least} to ${most}` });
  };
  return { flags, description, key: keyOf(flags), preset, read };
}

const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['ms', 1],
  ['s', 1000],
  ['min', 60_000],
]);

/** The longest time that PostgreSQL waits for something. */
const longestMs = 2_147_483_647;

/** Milliseconds: `500`, `500ms`, `2s`, `5min`. */
export function duration(flags: string, description: string): Option<number | undefined> {
  const read = (raw: unknown): number | undefined => {
    if (typeof raw !== 'string') return undefined;
    const [, digits = '', unit = ''] = /^(\d+)(ms|s|min)?$/.exec(raw) ?? [];
    if (digits === '') throw new CliError('USAGE', { reason: `"${raw}" is no duration; write 500ms, 2s or 5min` });
    const ms = Number(digits) * (units.get(unit) ?? 1);
    if (ms <= longestMs) return ms;
    throw new CliError('USAGE', {
      reason: `"${raw}" is longer than PostgreSQL waits, which is ${longestMs}ms at most`,
    });
  };
  return { flags, description, key: keyOf(flags), read };
}

/** One of several words. */
export function choice<const Word extends string>(
  flags: string,
  choices: readonly Word[],
  description: string,
): Option<Word | undefined> {
  return { flags, description, key: keyOf(flags), choices, read: (raw) => choices.find((word) => word === raw) };
}

/** Can be given more than once; `split` also takes lists with commas. */
export function list(
  flags: string,
  description: string,
  { split = false, ...details }: Details & { readonly split?: boolean } = {},
): Option<readonly string[]> {
  const read = (raw: unknown): readonly string[] => {
    const given = Array.isArray(raw) ? raw.filter((item) => typeof item === 'string') : [];
    const items = given.map((item) => notEmpty(item, flags));
    if (!split) return items;
    return items
      .flatMap((item) => item.split(','))
      .map((item) => item.trim())
      .filter((item) => item !== '');
  };
  return { flags, description, key: keyOf(flags), isList: true, ...details, read };
}

/** `logOnly` for `--log-only <x>`. */
function keyOf(flags: string): string {
  return camelCase(/--([\w-]+)/.exec(flags)?.[1] ?? flags);
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}
