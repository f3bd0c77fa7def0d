import type { Change, Plan, Reference, Tag } from '../../model/index.js';
import { encodeNote } from './note.js';

/** What a change line says. */
export type ChangeLine = Omit<Change, 'line'>;

/** What a tag line says; the change it stands on follows from its place. */
export type TagLine = Omit<Tag, 'line' | 'change'>;

/**
 * Writes a plan in its canonical form (docs/formats.md §3.9): pragmas, an empty line, then each change with its tags.
 * Comments are not part of a `Plan`; to change a file and keep them, see {@link editPlan}.
 */
export function printPlan(plan: Omit<Plan, 'places'>): string {
  const tags = tagsByChange(plan);
  const places = new Map(plan.changes.map(({ name, writtenAs = name }, place) => [writtenAs, place]));
  const lines = [
    '%syntax-version=1.0.0',
    `%project=${plan.module}`,
    ...(plan.uri === undefined ? [] : [`%uri=${plan.uri}`]),
    ...plan.pragmas
      .filter(({ key }) => key !== 'syntax-version' && key !== 'project' && key !== 'uri')
      .map(({ key, value }) => (value === undefined ? `%${key}` : `%${key}=${value}`)),
    '',
    ...plan.changes.flatMap((change) => [
      printChange({ ...change, requires: inWritingOrder(change.requires, plan.module, places) }),
      ...(tags.get(change) ?? []).map(printTag),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A change line without its end. */
export function printChange(change: ChangeLine): string {
  const { name, writtenAs = name, requires, conflicts, timestamp, planner, email, note } = change;
  const references = [...requires.map(({ text }) => text), ...conflicts.map(({ text }) => `!${text}`)];
  const parts = [
    writtenAs,
    ...(references.length === 0 ? [] : [`[${references.join(' ')}]`]),
    ...(timestamp === undefined ? [] : attributionParts(timestamp, planner, email)),
    ...noteParts(note),
  ];
  return parts.join(' ');
}

/** A tag line without its end. */
export function printTag({ name, timestamp, planner, email, note }: TagLine): string {
  return [`@${name}`, ...attributionParts(timestamp, planner, email), ...noteParts(note)].join(' ');
}

/** The name of a person as a line can have it: without what would end it early. Nothing may be left of it. */
export function plannerInLine(planner: string): string {
  return oneLine(planner)
    .replace(/[<>]/g, '')
    .replace(/(^| )#+/g, '$1')
    .trim();
}

/** The same for the address. */
export function emailInLine(email: string): string {
  return oneLine(email).replace(/[<>]/g, '').trim();
}

function attributionParts(timestamp: string, planner: string | undefined, email: string | undefined): string[] {
  const emailText = email === undefined ? undefined : emailInLine(email);
  // Brackets without an address behind them would be misplaced requirements.
  const plannerText = plannerInLine(planner ?? '').replace(emailText === undefined ? /^\[[[ ]*/ : '', '');
  return [
    timestamp,
    ...(plannerText === '' ? [] : [plannerText]),
    ...(emailText === undefined ? [] : [`<${emailText}>`]),
  ];
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function noteParts(note: string | undefined): string[] {
  const text = encodeNote(note ?? '').trim();
  return text === '' ? [] : ['#', text];
}

/** References to changes of this plan first, in plan order; then all others in the order given. */
export function inWritingOrder(
  requires: readonly Reference[],
  module: string,
  places: ReadonlyMap<string, number>,
): readonly Reference[] {
  const placeOf = ({ module: qualifier, change }: Reference): number =>
    change === undefined || (qualifier !== undefined && qualifier !== module)
      ? Infinity
      : (places.get(change) ?? Infinity);
  return requires
    .map((reference, order) => ({ reference, order, place: placeOf(reference) }))
    .sort((a, b) => (a.place === b.place ? a.order - b.order : a.place - b.place))
    .map(({ reference }) => reference);
}

function tagsByChange(plan: Pick<Plan, 'changes' | 'tags'>): ReadonlyMap<Change, readonly Tag[]> {
  const changes = new Map(plan.changes.map((change) => [change.name, change]));
  const tags = new Map<Change, Tag[]>();
  for (const tag of plan.tags) {
    const change = changes.get(tag.change);
    if (change === undefined) continue;
    const others = tags.get(change);
    if (others === undefined) tags.set(change, [tag]);
    else others.push(tag);
  }
  return tags;
}
