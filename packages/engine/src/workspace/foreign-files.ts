import { EngineError } from '../errors/index.js';

const manifest = 'do what it says in a change of the module: create schema, create extension … with schema, grant';

/** Makes a folder a module for other tools, without a plan. */
export const proxyFile = 'pgpm.apply.json';

/** Files of other tools of the family that decide what these deploy, by name, each with what to do instead. */
const remedies: ReadonlyMap<string, string> = new Map([
  ['pgpm.extensions.json', manifest],
  ['extensions.json', manifest],
  [proxyFile, 'use a module with a plan; the command materialize of the tool that reads the file makes one'],
]);

export const foreignFiles: readonly string[] = [...remedies.keys()];

/** @param file - relative to the workspace root, with one of the names above. */
export function foreignFile(file: string): EngineError {
  const hint = remedies.get(file.slice(file.lastIndexOf('/') + 1));
  return new EngineError('FILE_IGNORED', { path: file }, { severity: 'warning', place: { file }, hint });
}
