import { EngineError } from '../errors/index.js';
import { availableExtensions, type ServerFacts, type Session } from '../store/index.js';
import type { Selection } from './selection.js';

/** Extensions that selected modules name and the database lacks. */
export function missingExtensions({ closure, modules }: Selection, server: ServerFacts): readonly string[] {
  const selected = new Set(modules.map((module) => module.name));
  return [...closure.extensions]
    .filter(
      ([name, requiredBy]) =>
        !Object.hasOwn(server.extensions, name) && requiredBy.some((module) => selected.has(module)),
    )
    .map(([name]) => name);
}

/** Of `extensions`, those that the server does not offer. */
export async function unavailableExtensions(
  session: Session,
  { closure }: Selection,
  extensions: readonly string[],
): Promise<readonly EngineError[]> {
  const available = await availableExtensions(session, extensions);
  return extensions
    .filter((extension) => !available.has(extension))
    .map((extension) => {
      const requiredBy = closure.extensions.get(extension) ?? [];
      const hint =
        'install it on the server; if a module is meant, correct its name, list its folder in "packages" of pgpm.json ' +
        '("node_modules/@pgpm/*" for those from npm), or fetch it with: pgpm install <npm package>';
      const control = closure.modules.find((module) => module.name === requiredBy[0])?.control;
      const place = control && { file: control.file, line: control.requiresLine };
      return new EngineError(
        'EXTENSION_UNAVAILABLE',
        { extension, requiredBy },
        { module: requiredBy[0], place, hint },
      );
    });
}
