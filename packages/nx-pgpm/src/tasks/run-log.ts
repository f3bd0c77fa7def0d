import { isCodedError, type RunEvent } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';
import { JsonReporter } from '../report/json-reporter.js';
import { Output, type OutputMode } from '../report/output.js';
import type { ReportedDatabase, Reporter, RunReport, RunSubject } from '../report/reporter.js';
import { TextReporter } from '../report/text-reporter.js';
import { describeScratch, fingerprintOf } from './fingerprint.js';
import { attribute, type AttributedTask } from './attribution.js';
import type { TaskOutcome } from './outcome.js';

/** Reports a run, and turns what happened into outcomes of its tasks. */
export class RunLog {
  readonly #operation: RunSubject['operation'];
  readonly #output: Output;
  readonly #reporter: Reporter;
  readonly #startTime = Date.now();
  #database: ReportedDatabase | undefined;
  #isLocated = false;

  constructor(operation: RunSubject['operation'], format: 'text' | 'json', mode: OutputMode) {
    this.#operation = operation;
    this.#output = new Output(mode);
    this.#reporter = format === 'json' ? new JsonReporter(this.#output) : new TextReporter(this.#output);
  }

  /** Where the run goes from here. It is told once it gets there, or cannot. */
  found({ source, describe, psql }: Database): void {
    this.#database = { source, describe, psql };
    this.#isLocated = false;
  }

  /** Where a module is proven. Told once, however many databases that takes; they are gone in the end. */
  foundScratch(module: string, { source }: Database, serverVersion: string): void {
    if (this.#isLocated) return;
    const describe = describeScratch({ source });
    this.#database = { source, describe, fingerprint: fingerprintOf({ describe }, serverVersion) };
    this.#isLocated = true;
    this.#reporter.located(this.#subject([module]));
  }

  waiting(seconds: number): void {
    this.#reporter.waiting(`… waiting for the database for ${seconds} s`);
  }

  event(event: RunEvent): void {
    if (event.kind === 'connected' && this.#database !== undefined) {
      this.#database = { ...this.#database, fingerprint: fingerprintOf(this.#database, event.serverVersion) };
      this.#locate();
    }
    this.#reporter.event(event);
  }

  /** Reports a run that went well. */
  done(tasks: readonly AttributedTask[], report: RunReport): readonly TaskOutcome[] {
    this.#reporter.done(this.#subject(tasks.map(({ module }) => module.name)), report);
    return tasks.map((task) => this.#outcome(task, 'success'));
  }

  /**
   * Reports an expected failure, and ends the tasks that it concerns.
   *
   * @param report - what was found out all the same.
   * @returns the tasks that it does not concern.
   * @throws what is no expected failure.
   */
  *fail<Task extends AttributedTask>(
    error: unknown,
    tasks: readonly Task[],
    atomic: boolean,
    report?: RunReport,
  ): Generator<TaskOutcome, readonly Task[]> {
    if (!isCodedError(error)) throw error;
    this.#locate();
    const { failed, skipped, passed, left } = attribute(error, tasks, atomic);
    this.#reporter.failed(this.#subject(failed.map(({ module }) => module.name)), error, report);
    for (const { task, because } of skipped) this.#reporter.skipped(this.#subject([task.module.name]), because);
    yield* failed.map((task) => this.#outcome(task, 'failure'));
    yield* skipped.map(({ task }) => this.#outcome(task, 'skipped'));
    yield* passed.map((task) => this.#outcome(task, 'success'));
    return left;
  }

  #locate(): void {
    if (this.#isLocated || this.#database === undefined) return;
    this.#isLocated = true;
    this.#reporter.located(this.#subject([]));
  }

  #subject(modules: readonly string[]): RunSubject {
    return { operation: this.#operation, modules, database: this.#database };
  }

  #outcome({ id, module }: AttributedTask, status: TaskOutcome['status']): TaskOutcome {
    const terminalOutput = this.#output.of(module.name);
    return { id, status, terminalOutput, startTime: this.#startTime, endTime: Date.now() };
  }
}
