/**
 * Names with what they require before them; otherwise they keep their order. Requirements that are no names of the list
 * are ignored, and one that closes a cycle counts for nothing: whoever checks the result finds it.
 */
export function sortTopologically(
  names: readonly string[],
  requiredBy: (name: string) => readonly string[],
): readonly string[] {
  const all = new Set(names);
  const visited = new Set<string>();
  const sorted: string[] = [];
  for (const root of names) {
    // A stack of its own: a long chain of changes must not overflow that of the language.
    const stack = [{ name: root, isDone: false }];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      if (top.isDone) {
        sorted.push(top.name);
        continue;
      }
      if (visited.has(top.name)) continue;
      visited.add(top.name);
      stack.push({ name: top.name, isDone: true });
      const required = requiredBy(top.name).filter((name) => all.has(name));
      for (const name of [...required].reverse()) stack.push({ name, isDone: false });
    }
  }
  return sorted;
}
