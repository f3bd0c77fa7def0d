import { hash } from 'node:crypto';
import type { Module } from '../model/index.js';
import { ScriptReader } from '../scripts/index.js';
import type { RunOptions } from './options.js';
import { selectModules } from './selection.js';

/** What a deployment of modules would build, before there is a database. */
export interface ClosureContents {
  /** Names, in deploy order. */
  readonly modules: readonly string[];
  /** Extensions of the server that the modules name, in order of discovery. */
  readonly extensions: readonly string[];
  /** Texts of the deploy scripts, in deploy order. A change without a script has none. */
  readonly scripts: readonly string[];
  /**
   * SHA-256, hex, over all that decides the result: modules and changes in order, requirements, tags, extensions and
   * deploy scripts. The same on every machine; where the files lie, and revert and verify scripts, play no part.
   */
  readonly digest: string;
}

/**
 * Reads modules and everything they require. What can be kept by content (a database to clone, a result to cache) is
 * kept under the digest.
 *
 * @throws {EngineError} everything that is wrong with the selected plans and control files, at once.
 */
export function readClosure(options: Pick<RunOptions, 'workspace' | 'targets'>): ClosureContents {
  const { closure } = selectModules(options);
  const reader = new ScriptReader(options.workspace.root);
  const modules = closure.modules.map((module) => ({ module, scripts: deployScripts(module, reader) }));
  const extensions = [...closure.extensions.keys()];
  const content = { extensions, modules: modules.map(({ module, scripts }) => describe(module, scripts)) };
  return {
    modules: modules.map(({ module }) => module.name),
    extensions,
    scripts: modules.flatMap(({ scripts }) => scripts.flatMap((script) => script?.text ?? [])),
    digest: hash('sha256', JSON.stringify(content)),
  };
}

type Scripts = readonly ReturnType<ScriptReader['readScript']>[];

function deployScripts(module: Module, reader: ScriptReader): Scripts {
  return module.plan.changes.map((change) => reader.readScript(module, 'deploy', change.name));
}

/** Lists, not objects, so that nothing depends on the order of keys. */
function describe({ name, plan, control }: Module, scripts: Scripts): readonly unknown[] {
  const changes = plan.changes.map((change, place) => [
    change.name,
    change.requires.map(({ text }) => text),
    scripts[place]?.hash ?? null,
  ]);
  return [name, control?.requires ?? [], changes, plan.tags.map((tag) => [tag.name, tag.change])];
}
