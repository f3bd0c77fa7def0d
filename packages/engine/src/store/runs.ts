import { literal } from './literal.js';

/** What a run is remembered as. */
export type RunOperation = 'deploy' | 'revert' | 'baseline' | 'rehash' | 'repair' | 'upgrade';

/**
 * Statements that note the begin of a run.
 *
 * @param isAlone - no other run can be at work: those that have not ended were interrupted.
 */
export function recordRunStart(operation: RunOperation, modules: readonly string[], isAlone: boolean): string {
  const interrupted = `update pgpm_migrate.x_runs set state = 'interrupted' where state = 'running';\n    `;
  return `${isAlone ? interrupted : ''}insert into pgpm_migrate.x_runs (operation, state, modules)
    select ${literal(operation)}, 'running', array(select json_array_elements_text(${literal(JSON.stringify(modules))}));
  `;
}

/** How a run ended. */
export interface RunEnd {
  readonly state: 'done' | 'failed';
  /** How many changes it deployed or reverted for good. */
  readonly changes: number;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** A statement that notes the end of the run that this session has begun last. */
export function recordRunEnd({ state, changes, code, message }: RunEnd): string {
  const text = (value: string | undefined): string => (value === undefined ? 'null' : literal(value));
  return `update pgpm_migrate.x_runs
    set state =${literal(state)}, changes = ${changes}, finished_at = clock_timestamp(),
      error_code = ${text(code)}, error_message = ${text(message)}
    where run_id = (
      select max(run_id) from pgpm_migrate.x_runs where pid = pg_backend_pid() and state = 'running'
    );
  `;
}
