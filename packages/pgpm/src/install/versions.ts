import { compare, intersects, satisfies, valid, validRange } from 'semver';

/** Pre-releases count as versions of a range: a module that has one was asked for. */
const options = { includePrerelease: true };

/** Orders versions. What is no version comes before all that are. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [valid(a), valid(b)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compare(left, right);
}

/** Whether a text is a version, or a range as npm reads it. */
export function isRange(text: string): boolean {
  return validRange(text) !== null;
}

/** One version, written in full. */
export function isVersion(text: string): boolean {
  return /^\d/.test(text) && valid(text) !== null;
}

/** Whether a version lies in a range. Undefined for a text that is no range, such as a tag. */
export function isInRange(version: string, range: string): boolean | undefined {
  return isRange(range) ? satisfies(version, range, options) : undefined;
}

/** Whether some version may lie in both of two ranges. What is no range may be any version. */
export function canAgree(a: string, b: string): boolean {
  return !isRange(a) || !isRange(b) || intersects(a, b, options);
}
