import type { Change, Tag } from '../../model/index.js';

/**
 * Gives each instance of a reworked change a name of its own (docs/formats.md §3.6): the newest keeps the name, older
 * ones get the tag that the plan had last before the next instance. Of several tags on one change that is the first, as in
 * Sqitch, which names the copies of the scripts so. Tags then name the instance that they stand on.
 *
 * @param changes - as written, in plan order; between two of the same name stands a tag.
 * @param tags - in plan order.
 */
export function nameInstances(
  changes: readonly Change[],
  tags: readonly Tag[],
): { readonly changes: readonly Change[]; readonly tags: readonly Tag[] } {
  const names = new Map<Change, string>();
  /** By written name, the instance that is the newest up to the current line. */
  const newest = new Map<string, Change>();
  const marked = new Map<Tag, Change | undefined>();
  let lastTag: Tag | undefined;
  let next = 0;

  const passTags = (line: number): void => {
    for (let first = true, tag = tags[next]; tag !== undefined && tag.line < line; tag = tags[++next], first = false) {
      if (first) lastTag = tag;
      marked.set(tag, newest.get(tag.change));
    }
  };

  for (const change of changes) {
    passTags(change.line);
    const older = newest.get(change.name);
    if (older !== undefined && lastTag !== undefined) names.set(older, `${change.name}@${lastTag.name}`);
    newest.set(change.name, change);
  }
  passTags(Infinity);

  const nameOf = (change: Change): string => names.get(change) ?? change.name;
  return {
    changes: changes.map((change) =>
      names.has(change) ? { ...change, name: nameOf(change), writtenAs: change.name } : change,
    ),
    // A tag may spell out a change that stands further down.
    tags: tags.map((tag) => {
      const change = marked.get(tag) ?? newest.get(tag.change);
      return change === undefined ? tag : { ...tag, change: nameOf(change) };
    }),
  };
}
