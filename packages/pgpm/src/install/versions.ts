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
  const [core = '', ...suffix] = version.split('+', 1).join('').split('-');
  return { numbers: core.split('.').map(Number), suffix: suffix.join('-') };
}
