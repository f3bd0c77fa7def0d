import { EngineError } from '../../errors/index.js';
import type { Reference, ScriptHeader, ScriptKind } from '../../model/index.js';
import { checkName } from '../names.js';
import { parseReference } from '../reference.js';
import { parseDirective, type MutableDirectives } from './directives.js';

const kinds: ReadonlyMap<string, ScriptKind> = new Map([
  ['Deploy', 'deploy'],
  ['Revert', 'revert'],
  ['Verify', 'verify'],
]);

/** ` to pg`, ` from pg`, ` on pg`: the end of an identity line. */
const identitySuffix = /[ \t](?:to|from|on)[ \t]{1,9}pg$/;

type LineReference = Reference & { readonly line: number };

/** A header, and what is wrong with it. */
export interface ParsedHeader {
  readonly header: ScriptHeader;
  readonly problems: readonly EngineError[];
}

/**
 * Reads the header of a script: the blank and `--` lines that it begins with (docs/formats.md §4.1, §4.3).
 *
 * @param file - the path that problems name.
 */
export function parseScriptHeader(text: string, file = ''): ParsedHeader {
  const reader = new HeaderReader(file);
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let start = bom;
  while (start < text.length) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const raw = text.slice(start, end);
    const content = raw.trim();
    if (content.startsWith('--')) reader.comment(content, line, raw.indexOf('--') + 1);
    else if (content !== '') break;
    start = end + 1;
    line++;
  }
  reader.body(text, start, line);
  return reader.result();
}

class HeaderReader {
  readonly #file: string;
  readonly #problems: EngineError[] = [];
  readonly #requires: LineReference[] = [];
  readonly #conflicts: LineReference[] = [];
  readonly #directives: MutableDirectives = { noTransaction: false, irreversible: false };
  #identity: Pick<ScriptHeader, 'kind' | 'module' | 'change' | 'line'> | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  comment(content: string, line: number, column: number): void {
    const comment = content.slice(2).trimStart();
    const valueOf = (key: string): string | undefined =>
      comment.startsWith(key) ? comment.slice(key.length).trim() : undefined;

    const required = valueOf('requires:');
    const conflict = valueOf('conflicts:');
    const directive = valueOf('pgpm:');
    if (required !== undefined) this.#reference(this.#requires, required, line, column);
    else if (conflict !== undefined) this.#reference(this.#conflicts, conflict, line, column);
    else if (directive !== undefined) {
      const problem = parseDirective(directive, this.#directives, { file: this.#file, line, column });
      if (problem !== undefined) this.#problems.push(problem);
    } else this.#identity ??= parseIdentity(comment, line);
  }

  /** Lines that look like a header behind the header: nobody reads them, which their author should know. */
  body(text: string, start: number, firstLine: number): void {
    let line = firstLine;
    let counted = start;
    for (let at = text.indexOf('\n--', start); at >= 0; at = text.indexOf('\n--', at + 1)) {
      const end = text.indexOf('\n', at + 1);
      const comment = text.slice(at + 3, end < 0 ? text.length : end).trim();
      const isRequires = comment.startsWith('requires:');
      if (!isRequires && !comment.startsWith('pgpm:')) continue;
      for (; counted <= at; counted = text.indexOf('\n', counted) + 1) line++;
      const context = { severity: 'warning', place: { file: this.#file, line, column: 1 } } as const;
      const value = comment.slice(comment.indexOf(':') + 1).trim();
      this.#problems.push(
        isRequires
          ? new EngineError(
              'HEADER_REQUIRES_IN_BODY',
              { reference: value },
              { ...context, hint: 'move the line above the first statement' },
            )
          : new EngineError(
              'INVALID_DIRECTIVE',
              { directive: value, expected: 'a place above the first statement' },
              context,
            ),
      );
    }
  }

  result(): ParsedHeader {
    const { line, kind, module, change } = this.#identity ?? {};
    return {
      header: {
        line,
        kind,
        module,
        change,
        requires: this.#requires,
        conflicts: this.#conflicts,
        directives: this.#directives,
      },
      problems: this.#problems,
    };
  }

  #reference(list: LineReference[], text: string, line: number, column: number): void {
    const reference = parseReference(text, column);
    if (reference !== undefined) {
      list.push(Object.assign(reference, { line }));
      return;
    }
    this.#problems.push(
      new EngineError(
        'UNSUPPORTED_REFERENCE',
        { reference: text, reason: 'it is not a reference; each line takes one' },
        { severity: 'warning', place: { file: this.#file, line, column } },
      ),
    );
  }
}

/** `Deploy module:change to pg`, with or without colon, module and ending. Undefined for any other comment. */
function parseIdentity(
  comment: string,
  line: number,
): Pick<ScriptHeader, 'kind' | 'module' | 'change' | 'line'> | undefined {
  const kind = kinds.get(comment.slice(0, 'Deploy'.length));
  const separator = comment['Deploy'.length];
  if (kind === undefined || (separator !== ':' && separator !== ' ' && separator !== '\t')) return undefined;
  const rest = comment.slice('Deploy'.length).trim();
  const target = (rest.startsWith(':') ? rest.slice(1).trim() : rest).replace(identitySuffix, '').trim();
  const colon = target.indexOf(':');
  const module = colon < 0 ? undefined : target.slice(0, colon);
  const change = target.slice(colon + 1);
  if (checkName(change, 'change') !== undefined) return undefined;
  if (module !== undefined && checkName(module, 'module') !== undefined) return undefined;
  return { kind, ...(module !== undefined && { module }), change, line };
}
