import { EngineError, similarNames, type PlanLineProblem } from '../../errors/index.js';
import type { Change, Plan, Pragma, Tag } from '../../model/index.js';
import { checkName, isReservedName } from '../names.js';
import { withoutBom } from '../encoding.js';
import { AttributionReader } from './attribution.js';
import { findPlaces } from './places.js';
import { nameInstances } from './rework.js';
import { parseLine, type ParsedChange, type ParsedTag, type PlanLine } from './parse-line.js';
import type { Report } from './references.js';

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
  withoutBom(text)
    .split('\n')
    .forEach((line) => reader.addLine(line));
  return reader.result();
}

class PlanReader {
  readonly #file: string;
  readonly #context: PlanContext;
  readonly #attributions = new AttributionReader();
  readonly #pragmas: Pragma[] = [];
  readonly #changes: Change[] = [];
  readonly #tags: Tag[] = [];
  /** By name: the place of the last instance in `#changes`. */
  readonly #places = new Map<string, number>();
  readonly #tagLines = new Map<string, number>();
  /** By name: the line of the instance that stays, and those of its repetitions. */
  readonly #repeated = new Map<string, { readonly lines: number[]; readonly column: number }>();
  readonly #explicitTags: { readonly tag: Tag; readonly column: number }[] = [];
  readonly #broken: PlanLineProblem[] = [];
  readonly #problems: EngineError[] = [];
  /** A name stands a second time, after a tag. */
  #isReworked = false;
  /** The nearest change above, readable or not. */
  #lastChange: string | undefined;
  #lastTagLine = 0;
  /** The number of the current line, from 1. */
  #line = 0;
  #project: { readonly name: string; readonly line: number; readonly column: number } | undefined;
  #uri: string | undefined;

  constructor(file: string, context: PlanContext) {
    this.#file = file;
    this.#context = context;
  }

  addLine(text: string): void {
    const parsed = parseLine(text, ++this.#line, this.#reportBroken, this.#attributions);
    if (parsed.kind === 'change') this.#change(parsed);
    else if (parsed.kind === 'tag') this.#tag(parsed);
    else if (parsed.kind === 'pragma') this.#pragma(parsed);
    else if (parsed.kind === 'broken' && parsed.of === 'change') this.#lastChange = parsed.name;
  }

  result(): ParsedPlan {
    this.#checkProject();
    this.#reportRepeated();
    this.#checkExplicitTags();
    const plan = {
      file: this.#file,
      module: this.#project?.name ?? '',
      ...(this.#uri !== undefined && { uri: this.#uri }),
      pragmas: this.#pragmas,
      ...this.#named(),
    };
    return { plan, problems: this.#sorted() };
  }

  #named(): Pick<Plan, 'changes' | 'tags' | 'places'> {
    const written = { changes: this.#changes, tags: this.#tags };
    if (!this.#isReworked) return { ...written, places: findPlaces(written, this.#places) };
    const named = nameInstances(this.#changes, this.#tags);
    return { ...named, places: findPlaces(named) };
  }

  #pragma({ pragma, column }: PlanLine & { kind: 'pragma' }): void {
    const { key, value = '', line } = pragma;
    this.#pragmas.push(pragma);
    if (key === 'project') this.#project = { name: value, line, column };
    if (key === 'uri' && value !== '') this.#uri = value;
  }

  #change({ change, repeated, column }: ParsedChange): void {
    const { name, line } = change;
    const place = this.#places.get(name);
    const earlier = place === undefined ? undefined : this.#changes[place]?.line;
    this.#lastChange = name;
    // After a tag the same name is a rework, a new version of the change.
    if (earlier !== undefined && this.#lastTagLine < earlier) {
      const instances = this.#repeated.get(name);
      if (instances === undefined) this.#repeated.set(name, { lines: [earlier, line], column });
      else instances.lines.push(line);
      return;
    }
    this.#isReworked ||= earlier !== undefined;
    this.#places.set(name, this.#changes.push(change) - 1);
    if (isReservedName(name)) this.#warnReserved(name, line, column);
    repeated.forEach(({ text, column: at }) => {
      const context = { severity: 'warning', place: { file: this.#file, line, column: at }, change: name } as const;
      this.#report(new EngineError('PLAN_DUPLICATE_DEPENDENCY', { reference: text }, context));
    });
  }

  #tag({ tag: parsed, hasRequires, column }: ParsedTag): void {
    const { name, line } = parsed;
    const place = this.#place(line, column);
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
      const hint = 'rename or remove one of them';
      this.#report(new EngineError('PLAN_DUPLICATE_TAG', { tag: name, lines: [earlier, line] }, { place, hint }));
      return;
    }
    const tag = { ...parsed, change };
    this.#tagLines.set(name, line);
    this.#tags.push(tag);
    if (isReservedName(name)) this.#warnReserved(name, line, column);
    if (parsed.change !== undefined) this.#explicitTags.push({ tag, column });
  }

  /** One problem per name, at its first repetition. */
  #reportRepeated(): void {
    const hint = 'keep one of the lines, or tag the change before you rework it';
    for (const [change, { lines, column }] of this.#repeated) {
      const place = this.#place(lines[1] ?? 1, column);
      this.#report(new EngineError('PLAN_DUPLICATE_CHANGE', { change, lines }, { place, change, hint }));
    }
  }

  #checkExplicitTags(): void {
    for (const { tag, column } of this.#explicitTags) {
      if (this.#places.has(tag.change)) continue;
      const similar = similarNames(tag.change, this.#places.keys());
      const fields = { change: tag.change, plan: this.#file, similar };
      this.#report(new EngineError('CHANGE_NOT_FOUND', fields, { place: this.#place(tag.line, column) }));
    }
  }

  #warnReserved(name: string, line: number, column: number): void {
    const context = { severity: 'warning', place: this.#place(line, column) } as const;
    const hint = 'rename it: references cannot tell it from a symbol or a change id';
    this.#report(new EngineError('PLAN_RESERVED_NAME', { name }, { ...context, hint }));
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
    const context = { place: this.#place(project.line, project.column), hint: problem.rule };
    this.#report(new EngineError('PLAN_BAD_PROJECT', { found: project.name, expected: undefined }, context));
  }

  #place(line: number, column: number): { file: string; line: number; column: number } {
    return { file: this.#file, line, column };
  }

  readonly #reportBroken: Report = (start, end, message, rule) => {
    const problem = { line: this.#line, column: start + 1, endColumn: end + 1, message };
    this.#broken.push(rule === undefined ? problem : { ...problem, rule });
  };

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
