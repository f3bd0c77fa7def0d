import { EngineError, similarNames, type PlanLineProblem } from '../../errors/index.js';
import type { Change, Plan, Pragma, Tag } from '../../model/index.js';
import { checkName, isReservedName } from '../names.js';
import { withoutBom } from '../script/encoding.js';
import { lineProblem, parseLine, type ParsedChange, type ParsedTag, type PlanLine } from './parse-line.js';
import type { Span } from './line-reader.js';

export interface ParsedPlan {
  readonly plan: Plan;
  /** In the order of the lines. */
  readonly problems: readonly EngineError[];
}

export interface PlanContext {
  /** The control file beside the plan, which names the module too. */
  readonly controlFile?: string | undefined;
}

/**
 * Reads a plan (docs/formats.md §3). Never throws: lines that cannot be read are left out of the plan, and every problem
 * is listed. All broken lines together are one `PLAN_PARSE_ERROR`.
 *
 * @param file - the path that problems name.
 */
export function parsePlan(text: string, file: string, context: PlanContext = {}): ParsedPlan {
  const reader = new PlanReader(file, context);
  let line = 0;
  for (const content of withoutBom(text).split('\n')) {
    line++;
    reader.line(content, line);
  }
  return reader.result();
}

class PlanReader {
  readonly #file: string;
  readonly #context: PlanContext;
  readonly #pragmas: Pragma[] = [];
  readonly #changes: Change[] = [];
  readonly #tags: Tag[] = [];
  readonly #changeLines = new Map<string, number>();
  readonly #tagLines = new Map<string, number>();
  /** By name: the line of the instance that stays, and those of its repetitions. */
  readonly #repeated = new Map<string, { readonly lines: number[]; readonly span: Span }>();
  readonly #explicitTags: { readonly tag: Tag; readonly span: Span }[] = [];
  readonly #broken: PlanLineProblem[] = [];
  readonly #problems: EngineError[] = [];
  /** The nearest change above, readable or not. */
  #lastChange: string | undefined;
  #lastTagLine = 0;
  #project: { readonly name: string; readonly line: number; readonly span: Span } | undefined;
  #uri: string | undefined;

  constructor(file: string, context: PlanContext) {
    this.#file = file;
    this.#context = context;
  }

  line(content: string, line: number): void {
    const parsed = parseLine(content, (span, message, rule) => {
      this.#broken.push(lineProblem(line, span, message, rule));
    });
    switch (parsed.kind) {
      case 'pragma':
        this.#pragma(parsed, line);
        break;
      case 'change':
        this.#change(parsed, line);
        break;
      case 'tag':
        this.#tag(parsed.tag, parsed.span, line);
        break;
      case 'broken':
        if (parsed.of === 'change') this.#lastChange = parsed.name;
        break;
    }
  }

  result(): ParsedPlan {
    this.#checkProject();
    this.#reportRepeated();
    for (const { tag, span } of this.#explicitTags) {
      if (!this.#changeLines.has(tag.change)) {
        const fields = {
          change: tag.change,
          plan: this.#file,
          similar: similarNames(tag.change, this.#changeLines.keys()),
        };
        this.#report(new EngineError('CHANGE_NOT_FOUND', fields, { place: this.#place(tag.line, span) }));
      }
    }
    const plan = {
      file: this.#file,
      module: this.#project?.name ?? '',
      ...(this.#uri !== undefined && { uri: this.#uri }),
      pragmas: this.#pragmas,
      changes: this.#changes,
      tags: this.#tags,
    };
    return { plan, problems: this.#sorted() };
  }

  #pragma({ pragma, span }: PlanLine & { kind: 'pragma' }, line: number): void {
    this.#pragmas.push({ ...pragma, line });
    if (pragma.key === 'project') this.#project = { name: pragma.value ?? '', line, span };
    if (pragma.key === 'uri' && pragma.value !== undefined && pragma.value !== '') this.#uri = pragma.value;
  }

  #change({ name, references, attribution, span }: ParsedChange, line: number): void {
    const earlier = this.#changeLines.get(name);
    this.#lastChange = name;
    // After a tag the same name is a rework, a new version of the change.
    if (earlier !== undefined && this.#lastTagLine < earlier) {
      const repeated = this.#repeated.get(name);
      if (repeated === undefined) this.#repeated.set(name, { lines: [earlier, line], span });
      else repeated.lines.push(line);
      return;
    }
    this.#changeLines.set(name, line);
    const { requires, conflicts } = references;
    this.#changes.push({ name, requires, conflicts, ...attribution, line });
    this.#warnReserved(name, line, span);
    for (const { text, column } of references.repeated) {
      const context = { severity: 'warning', place: { file: this.#file, line, column }, change: name } as const;
      this.#report(new EngineError('PLAN_DUPLICATE_DEPENDENCY', { reference: text }, context));
    }
  }

  #tag({ hasRequires, ...parsed }: ParsedTag, span: Span, line: number): void {
    const place = this.#place(line, { start: span.start - 1, end: span.end });
    const { name, timestamp = '', planner = '', email = '', note } = parsed;
    this.#lastTagLine = line;
    if (hasRequires) {
      this.#report(new EngineError('PLAN_TAG_DEPENDENCIES', { tag: name }, { place, hint: 'remove the brackets' }));
      return;
    }
    const change = parsed.change ?? this.#lastChange;
    if (change === undefined) {
      const hint = 'move the line below the change that it marks';
      this.#report(new EngineError('PLAN_TAG_WITHOUT_CHANGE', { tag: name }, { place, hint }));
      return;
    }
    const earlier = this.#tagLines.get(name);
    if (earlier !== undefined) {
      this.#report(new EngineError('PLAN_DUPLICATE_TAG', { tag: name, lines: [earlier, line] }, { place }));
      return;
    }
    const tag = { name, change, timestamp, planner, email, ...(note !== undefined && { note }), line };
    this.#tagLines.set(name, line);
    this.#tags.push(tag);
    this.#warnReserved(name, line, span);
    if (parsed.change !== undefined) this.#explicitTags.push({ tag, span });
  }

  /** One problem per name, at its first repetition. */
  #reportRepeated(): void {
    const hint = 'keep one of the lines, or tag the change before you rework it';
    for (const [change, { lines, span }] of this.#repeated) {
      const place = this.#place(lines[1] ?? 1, span);
      this.#report(new EngineError('PLAN_DUPLICATE_CHANGE', { change, lines }, { place, change, hint }));
    }
  }

  #warnReserved(name: string, line: number, span: Span): void {
    if (!isReservedName(name)) return;
    const context = { severity: 'warning', place: this.#place(line, span) } as const;
    this.#report(
      new EngineError(
        'PLAN_RESERVED_NAME',
        { name },
        { ...context, hint: 'rename it: references cannot tell it from a symbol or a change id' },
      ),
    );
  }

  #checkProject(): void {
    const project = this.#project;
    if (project === undefined || project.name === '') {
      const fields = { planPath: this.#file, controlFile: this.#context.controlFile };
      const place = { file: this.#file, line: project?.line ?? 1 };
      const hint = `add the line "%project=${baseName(this.#context.controlFile) ?? 'name'}" at the top`;
      this.#report(new EngineError('PLAN_MISSING_PROJECT', fields, { place, hint }));
      return;
    }
    const problem = checkName(project.name, 'module');
    if (problem === undefined) return;
    const context = { place: this.#place(project.line, project.span), hint: problem.rule };
    this.#report(new EngineError('PLAN_BAD_PROJECT', { found: project.name, expected: undefined }, context));
  }

  #place(line: number, span: Span): { file: string; line: number; column: number } {
    return { file: this.#file, line, column: span.start + 1 };
  }

  #report(problem: EngineError): void {
    this.#problems.push(problem);
  }

  #sorted(): readonly EngineError[] {
    const [first] = this.#broken;
    if (first !== undefined) {
      const fields = { planPath: this.#file, errors: this.#broken };
      const place = { file: this.#file, line: first.line, column: first.column };
      this.#report(new EngineError('PLAN_PARSE_ERROR', fields, { place, hint: first.rule }));
    }
    return this.#problems.sort(
      (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
    );
  }
}

/** `pgpm-jobs` for `libs/jobs/pgpm-jobs.control`. */
function baseName(controlFile: string | undefined): string | undefined {
  const name = controlFile?.slice(controlFile.lastIndexOf('/') + 1);
  return name?.slice(0, name.indexOf('.control'));
}
