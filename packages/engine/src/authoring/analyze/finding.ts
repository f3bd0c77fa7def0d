import type { EngineError, Place } from '../../errors/index.js';

/** Codes of findings that are no failures of their own; docs/cli/analyze.md explains each. */
export type AnalyzeCode =
  | 'missing_plan'
  | 'missing_package_json'
  | 'missing_makefile'
  | 'missing_control'
  | 'missing_sql'
  | 'missing_deploy_dir'
  | 'missing_revert_dir'
  | 'missing_verify_dir'
  | 'plan_missing_project'
  | 'plan_project_mismatch'
  | 'plan_uri_mismatch'
  | 'plan_parse_error'
  | 'makefile_missing_extension'
  | 'makefile_missing_data'
  | 'makefile_extension_mismatch'
  | 'makefile_data_mismatch'
  | 'control_filename_mismatch'
  | 'missing-file'
  | 'identity-mismatch'
  | 'requires-drift'
  | 'version_skew'
  | 'orphan_script'
  | 'missing_revert'
  | 'missing_verify'
  | 'undeclared_module'
  | 'unused_requires'
  | 'npm_requires_mismatch'
  | 'crlf_hash_risk'
  | 'non_portable_feature';

/** Something about a module that is wrong, or will be. The shape is that of an `EngineError` as JSON. */
export interface Finding {
  /** One of {@link AnalyzeCode}, or the code of a failure that a deploy would meet. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly module: string;
  readonly change?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly hint?: string | undefined;
}

export interface FindingDetails {
  readonly place?: Place | undefined;
  readonly change?: string | undefined;
  readonly hint?: string | undefined;
}

/** Collects findings of one module. */
export class Findings {
  readonly list: Finding[] = [];
  readonly #module: string;

  constructor(module: string) {
    this.#module = module;
  }

  error(code: AnalyzeCode, message: string, details: FindingDetails = {}): void {
    this.#add(code, 'error', message, details);
  }

  warning(code: AnalyzeCode, message: string, details: FindingDetails = {}): void {
    this.#add(code, 'warning', message, details);
  }

  /** A failure that a run would meet. @param code - default: its own. */
  problem(problem: EngineError, code?: AnalyzeCode): void {
    const { severity, message, change, place, hint } = problem;
    this.#add(code ?? problem.code, severity, message, { change, place, hint });
  }

  #add(code: string, severity: Finding['severity'], message: string, { place, change, hint }: FindingDetails): void {
    this.list.push({ code, severity, message, module: this.#module, change, ...place, hint });
  }
}
