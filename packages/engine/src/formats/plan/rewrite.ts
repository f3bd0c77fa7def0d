import type { Reference } from '../../model/index.js';
import { dominantLineEnd, readLines, referencesOf, replaceParts, type EditedLine, type Replacement } from './lines.js';

/** New names for what a plan names. What is absent stays. */
export interface PlanRenaming {
  /** The new `%project`. `%uri` follows when it was the same. */
  readonly module?: string | undefined;
  /** The new name of a change of this plan. */
  readonly change?: ((name: string) => string) | undefined;
  /** The new text of a requirement or conflict. */
  readonly reference?: ((reference: Reference) => string) | undefined;
}

/** Renames in a plan. Every byte that is no part of a name stays as it is. */
export function renameInPlan(text: string, renaming: PlanRenaming): string {
  const lines = readLines(text);
  const project = lines
    .map(pragmaOf('project'))
    .filter((value) => value !== undefined)
    .at(-1);
  const parts = lines.flatMap((line) => renameLine(text, line, project, renaming));
  return replaceParts(text, parts);
}

function pragmaOf(key: string): (line: EditedLine) => string | undefined {
  return ({ parsed }) =>
    parsed.kind === 'pragma' && parsed.pragma.key === key ? (parsed.pragma.value ?? '') : undefined;
}

function renameLine(
  text: string,
  line: EditedLine,
  project: string | undefined,
  { module, change = same, reference }: PlanRenaming,
): readonly Replacement[] {
  const { parsed, start } = line;
  if (parsed.kind === 'pragma' && module !== undefined) {
    const { key, value } = parsed.pragma;
    const isName = key === 'project' || (key === 'uri' && value === project);
    return isName && value !== undefined && value !== '' ? [part(text, start, value, module)] : [];
  }
  if (parsed.kind === 'tag' && parsed.tag.change !== undefined) {
    const { name, change: target } = parsed.tag;
    return [part(text, text.indexOf(name, start) + name.length, target, change(target))];
  }
  if (parsed.kind !== 'change') return [];
  const own = { start: start + parsed.column - 1, name: parsed.change.name };
  return [
    { start: own.start, end: own.start + own.name.length, text: change(own.name) },
    ...referencesOf(text, line).map(({ reference: found, start: at }) => ({
      start: at,
      end: at + found.text.length,
      text: reference?.(found) ?? found.text,
    })),
  ];
}

const same = (name: string): string => name;

/** The first place of `old` behind `from`, which is in the same line. */
function part(text: string, from: number, old: string, replacement: string): Replacement {
  const start = text.indexOf(old, from);
  return { start, end: start + old.length, text: replacement };
}

/**
 * Sets what one change requires and conflicts with; `references` are texts as they stand in the brackets.
 *
 * @param place - of the change in the plan, from 0.
 */
export function setRequirements(text: string, place: number, references: readonly string[]): string {
  const line = readLines(text).filter(({ parsed }) => parsed.kind === 'change')[place];
  if (line?.parsed.kind !== 'change') throw new RangeError(`the plan has no change at place ${place}`);
  const nameEnd = line.start + line.parsed.column - 1 + line.parsed.change.name.length;
  const behind = text.slice(nameEnd, line.end);
  const list = /^[ \t]+\[[^\]]*\]/.exec(behind)?.[0] ?? '';
  const replacement = references.length === 0 ? '' : ` [${references.join(' ')}]`;
  return text.slice(0, nameEnd) + replacement + text.slice(nameEnd + list.length);
}

/** Removes the change at `place` and all after it, with their tags and the comments directly above them. */
export function removeChangesFrom(text: string, place: number): string {
  const { head, blocks } = readBlocks(text);
  const kept = blocks.slice(0, place);
  const names = new Set(kept.map(({ name }) => name));
  // A tag line may name its change, and stand anywhere.
  const tags = blocks
    .slice(place)
    .flatMap(({ lines }) => lines)
    .filter(({ parsed }) => parsed.kind === 'tag' && parsed.tag.change !== undefined && names.has(parsed.tag.change))
    .map(({ start, end }) => text.slice(start, end));
  return head + [...kept.map((block) => block.text), ...tags].join('');
}

/**
 * Puts the changes into another order; each takes its tags, and the comments directly above it, along.
 *
 * @param order - places in the present plan, each once.
 */
export function reorderChanges(text: string, order: readonly number[]): string {
  const { head, blocks } = readBlocks(text);
  const lineEnd = dominantLineEnd(text);
  const moved = order.flatMap((place) => blocks[place]?.text ?? []);
  return head + moved.map((block) => (block.endsWith('\n') ? block : block + lineEnd)).join('');
}

interface Block {
  readonly name: string;
  readonly text: string;
  readonly lines: readonly EditedLine[];
}

/** A plan as its head and its changes, each with the comments directly above it and all lines up to the next. */
function readBlocks(text: string): { readonly head: string; readonly blocks: readonly Block[] } {
  const lines = readLines(text);
  const changes = lines.flatMap(({ parsed }, index) => (parsed.kind === 'change' ? [index] : []));
  const starts = changes.map((index) => {
    let first = index;
    while (lines[first - 1]?.parsed.kind === 'comment') first--;
    return first;
  });
  const offset = (index: number | undefined): number => lines[index ?? lines.length]?.start ?? text.length;
  const blocks = changes.map((index, place) => {
    const { parsed } = lines[index] ?? {};
    const [from, to] = [starts[place] ?? index, starts[place + 1] ?? lines.length];
    return {
      name: parsed?.kind === 'change' ? parsed.change.name : '',
      text: text.slice(offset(from), offset(to)),
      lines: lines.slice(from, to),
    };
  });
  return { head: text.slice(0, offset(starts[0])), blocks };
}
