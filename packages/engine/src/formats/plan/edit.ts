import { EngineError, similarNames } from '../../errors/index.js';
import { checkNewName, isReservedName, type NameType } from '../names.js';
import { dominantLineEnd, insertLine, readLines, type EditedLine } from './lines.js';
import { printChange, printTag, type ChangeLine, type TagLine } from './print.js';

/** A plan file that is being changed. Every byte that is not edited stays as it is. */
export interface PlanEdit {
  readonly text: string;
  /**
   * Adds a line for a change at the end.
   *
   * @throws {EngineError} `INVALID_NAME`, `PLAN_RESERVED_NAME`, `CHANGE_EXISTS`.
   */
  appendChange(change: ChangeLine): PlanEdit;
  /**
   * Adds a line for a tag below its change and the tags that it already has.
   *
   * @param change - default: the last one.
   * @throws {EngineError} `INVALID_NAME`, `PLAN_RESERVED_NAME`, `TAG_EXISTS`; `CHANGE_NOT_FOUND`, or
   * `PLAN_TAG_WITHOUT_CHANGE` when the plan has no change at all.
   */
  appendTag(tag: TagLine, change?: string): PlanEdit;
}

/** @param file - the path that errors name. */
export function editPlan(text: string, file = 'pgpm.plan'): PlanEdit {
  const lines = readLines(text);
  const lineEnd = dominantLineEnd(text);
  return {
    text,
    appendChange(change) {
      refuseBadName(change.name, 'change');
      const existing = lines.findIndex(({ parsed }) => parsed.kind === 'change' && parsed.change.name === change.name);
      if (existing >= 0) throw changeExists(change.name, file, existing + 1);
      // Sqitch refuses a change that directly follows a pragma.
      const afterPragma = lines.filter(({ parsed }) => parsed.kind !== 'comment').at(-1)?.parsed.kind === 'pragma';
      const line = (afterPragma ? lineEnd : '') + printChange(change);
      return editPlan(insertLine(text, text.length, line, lineEnd), file);
    },
    appendTag(tag, change) {
      refuseBadName(tag.name, 'tag');
      checkNewTag(lines, tag.name, file);
      const place = placeOfTag(lines, tag.name, change, file);
      return editPlan(insertLine(text, lines[place]?.end ?? text.length, printTag(tag), lineEnd), file);
    },
  };
}

function refuseBadName(name: string, type: NameType): void {
  const problem = checkNewName(name, type);
  if (problem !== undefined) {
    throw new EngineError('INVALID_NAME', { name, type, rule: `${problem.rule}, at character ${problem.at + 1}` });
  }
  if (isReservedName(name)) throw new EngineError('PLAN_RESERVED_NAME', { name }, { hint: 'choose another name' });
}

function changeExists(change: string, file: string, line: number): EngineError {
  return new EngineError('CHANGE_EXISTS', { change, line }, { place: { file, line }, hint: 'choose another name' });
}

function checkNewTag(lines: readonly EditedLine[], tag: string, file: string): void {
  let change = '';
  for (const [index, { parsed }] of lines.entries()) {
    if (parsed.kind === 'change') change = parsed.change.name;
    if (parsed.kind !== 'tag' || parsed.tag.name !== tag) continue;
    const fields = { tag, change: parsed.tag.change ?? change, line: index + 1 };
    throw new EngineError('TAG_EXISTS', fields, { place: { file, line: index + 1 }, hint: 'choose another name' });
  }
}

/** The line behind which a tag of `change` goes. */
function placeOfTag(lines: readonly EditedLine[], tag: string, change: string | undefined, file: string): number {
  const names = lines.map(({ parsed }) => (parsed.kind === 'change' ? parsed.change.name : undefined));
  const target = change ?? names.filter((name) => name !== undefined).at(-1);
  if (target === undefined) throw new EngineError('PLAN_TAG_WITHOUT_CHANGE', { tag }, { place: { file } });
  let place = names.lastIndexOf(target);
  if (place < 0) {
    const similar = similarNames(
      target,
      names.filter((name) => name !== undefined),
    );
    throw new EngineError('CHANGE_NOT_FOUND', { change: target, plan: file, similar }, { place: { file } });
  }
  for (let next = place + 1; next < lines.length && lines[next]?.parsed.kind !== 'change'; next++) {
    if (lines[next]?.parsed.kind === 'tag') place = next;
  }
  return place;
}
