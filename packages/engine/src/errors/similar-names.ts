const limit = 2;

/**
 * Names at an edit distance of at most 2 from `name`, nearest first, at most three; a name whose last path segments are
 * `name` counts too.
 */
export function similarNames(name: string, candidates: Iterable<string>): readonly string[] {
  const scored: [number, string][] = [];
  for (const candidate of new Set(candidates)) {
    const distance = candidate.endsWith(`/${name}`) ? 1 : editDistance(name, candidate);
    if (distance <= limit) scored.push([distance, candidate]);
  }
  return scored
    .sort(([a], [b]) => a - b)
    .slice(0, 3)
    .map(([, candidate]) => candidate);
}

/** Levenshtein distance, given up beyond the limit (the result is then larger than it). */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current[column] = Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
    }
    if (Math.min(...current) > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}
