import type { EngineError } from '../errors/index.js';
import type { Control, Plan } from './plan.js';

/** A directory with a plan. */
export interface Module {
  /** Control name = `%project`. */
  readonly name: string;
  /** Absolute path. */
  readonly dir: string;
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
  readonly plan: Plan;
  /** Absent for a bare module: a plan and its scripts. */
  readonly control: Control | undefined;
  readonly npmName: string | undefined;
  readonly version: string | undefined;
  /** Where the module comes from; a workspace module hides an installed one of the same name. */
  readonly source: ModuleSource;
  /** What reading the module found. With an error among them the module cannot be run. */
  readonly problems: readonly EngineError[];
}

/** As much of a module as its requirements can be resolved with. */
export type PlannedModule = Pick<Module, 'name' | 'plan' | 'control'>;

export type ModuleSource = 'workspace' | 'installed';

export interface WorkspaceConfig {
  /** Globs of module directories, relative to the root. */
  readonly packages: readonly string[];
  /** Where modules from npm are placed, relative to the root. Default: `extensions`. */
  readonly extensionsDir: string;
  /** The server to work on when nothing else names one; see `findDatabase` of `@pgpm/postgres`. */
  readonly pg: ServerConfig;
  readonly moduleAliases: Readonly<Record<string, string>>;
  /** Whom new lines of plans are by; what is missing is asked of git. */
  readonly planner?: Planner | undefined;
  readonly deployment: {
    readonly useTx?: boolean | undefined;
    readonly usePlan?: boolean | undefined;
    readonly logOnly?: boolean | undefined;
    /** `ast`: other tools deployed with hashes of parse trees. What is recorded here is always `content`. */
    readonly hashMethod?: string | undefined;
  };
}

export interface Planner {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** What is stronger than the configuration file, as the environment of a command is. */
export interface ConfigOverrides {
  readonly extensionsDir?: string | undefined;
  readonly deployment?: Omit<WorkspaceConfig['deployment'], 'logOnly'> | undefined;
}

export interface ServerConfig {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
}

/** The repository root that holds modules. */
export interface Workspace {
  /** Absolute path. */
  readonly root: string;
  readonly config: WorkspaceConfig;
  /** Where it stands: `pgpm.json` or `pgpm.config.js`. */
  readonly configFile: string;
  /** Keys that stand in that file, nested ones with dots: `deployment.useTx`. */
  readonly configKeys: ReadonlySet<string>;
  /** Those of them that are known and have no effect, because only other tools read them. */
  readonly ignoredKeys: readonly string[];
  /** By module name, ordered by path, byte by byte. */
  readonly modules: ReadonlyMap<string, Module>;
  /** Findings about the workspace as a whole: its configuration, duplicate modules. */
  readonly problems: readonly EngineError[];
}
