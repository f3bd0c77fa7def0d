/** Orders versions as semver does: by number, and a pre-release before its release. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [split(a), split(b)];
  for (let index = 0; index < 3; index++) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.suffix === right.suffix) return 0;
  if (left.suffix === '' || right.suffix === '') return left.suffix === '' ? 1 : -1;
  return left.suffix.localeCompare(right.suffix, 'en', { numeric: true });
}

function split(version: string): { readonly numbers: readonly number[]; readonly suffix: string } {
  const [core = '', ...suffix] = (version.split('+', 1)[0] ?? '').split('-');
  return { numbers: core.split('.').map(Number), suffix: suffix.join('-') };
}

/** Where an interval of versions ends. */
interface Bound {
  readonly version: string;
  readonly isIncluded: boolean;
}

interface Interval {
  readonly low: Bound;
  /** Absent: any that is higher. */
  readonly high?: Bound | undefined;
}

/** A range: versions in one of the intervals. */
type Range = readonly Interval[];

const lowest: Bound = { version: '0.0.0-0', isIncluded: true };
const pattern =
  /^(\^|~|>=|>|<=|<|=)?v?(\d+|[xX*])(?:\.(\d+|[xX*])(?:\.(\d+|[xX*])(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?)?)?$/;

/** Whether a text is a version, or a range as npm reads it. */
export function isRange(text: string): boolean {
  return parseRange(text) !== undefined;
}

/** One version, written in full. */
export function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/.test(text);
}

/** Whether a version lies in a range. Undefined for a text that is no range, such as a tag. */
export function isInRange(version: string, range: string): boolean | undefined {
  const exact: Interval = { low: { version, isIncluded: true }, high: { version, isIncluded: true } };
  return parseRange(range)?.some((interval) => overlap(interval, exact) !== undefined);
}

/** Whether some version may lie in both of two ranges. What is no range may be any version. */
export function canAgree(a: string, b: string): boolean {
  const [left, right] = [parseRange(a), parseRange(b)];
  if (left === undefined || right === undefined) return true;
  return left.some((one) => right.some((other) => overlap(one, other) !== undefined));
}

function parseRange(text: string): Range | undefined {
  const alternatives = text.split('||').map((part) => parseAlternative(part.trim()));
  const intervals = alternatives.filter((one) => one !== undefined);
  return intervals.length === alternatives.length ? intervals.flat() : undefined;
}

/** Comparators that all have to hold, or `1.2.3 - 2.0.0`. None when nothing can hold them all. */
function parseAlternative(text: string): readonly Interval[] | undefined {
  const joined = text.replace(/^(\S+)\s+-\s+(\S+)$/, '>=$1 <=$2').replace(/([<>=^~])\s+/g, '$1');
  let all: Interval | undefined = { low: lowest };
  for (const comparator of joined.split(/\s+/)) {
    const interval = comparator === '' ? { low: lowest } : parseComparator(comparator);
    if (interval === undefined) return undefined;
    all = all === undefined ? undefined : overlap(all, interval);
  }
  return all === undefined ? [] : [all];
}

function parseComparator(text: string): Interval | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, operator = '=', ...parts] = match;
  const [major, minor, patch] = parts.slice(0, 3).map((part) => (/^\d+$/.test(part) ? Number(part) : undefined));
  if (major === undefined) return { low: lowest };
  const suffix = parts[3] === undefined ? '' : `-${parts[3]}`;
  const low = including(`${major}.${minor ?? 0}.${patch ?? 0}${suffix}`);
  const isPartial = minor === undefined || patch === undefined;
  const next = before(minor === undefined ? [major + 1] : isPartial ? [major, minor + 1] : [major, minor, patch + 1]);
  switch (operator) {
    case '>=':
      return { low };
    case '>':
      return { low: isPartial ? { ...next, isIncluded: true } : { ...low, isIncluded: false } };
    case '<':
      return { low: lowest, high: isPartial ? before([major, minor ?? 0]) : { ...low, isIncluded: false } };
    case '<=':
      return { low: lowest, high: isPartial ? next : low };
    case '~':
      return { low, high: before(minor === undefined ? [major + 1] : [major, minor + 1]) };
    case '^':
      if (major > 0) return { low, high: before([major + 1]) };
      return { low, high: (minor ?? 0) > 0 ? before([0, (minor ?? 0) + 1]) : next };
    default:
      return { low, high: isPartial ? next : low };
  }
}

function including(version: string): Bound {
  return { version, isIncluded: true };
}

/** Not even a pre-release of that version. */
function before([major = 0, minor = 0, patch = 0]: readonly number[]): Bound {
  return { version: `${major}.${minor}.${patch}-0`, isIncluded: false };
}

/** What lies in both; undefined when nothing does. */
function overlap(a: Interval, b: Interval): Interval | undefined {
  const low = isStricter(a.low, b.low, 1) ? a.low : b.low;
  const high =
    a.high === undefined || b.high === undefined
      ? (a.high ?? b.high)
      : isStricter(a.high, b.high, -1)
        ? a.high
        : b.high;
  if (high === undefined) return { low };
  const order = compareVersions(low.version, high.version);
  return order < 0 || (order === 0 && low.isIncluded && high.isIncluded) ? { low, high } : undefined;
}

function isStricter(a: Bound, b: Bound, direction: 1 | -1): boolean {
  const order = compareVersions(a.version, b.version) * direction;
  return order > 0 || (order === 0 && !a.isIncluded);
}
