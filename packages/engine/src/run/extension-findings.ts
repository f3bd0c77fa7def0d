import { EngineError } from '../errors/index.js';
import type { Module } from '../model/index.js';
import type { Closure } from '../resolve/index.js';
import { availableExtensions, type ServerFacts, type Session } from '../store/index.js';
import type { Selection } from './selection.js';

/** Extensions that selected modules name and the database lacks. */
export function missingExtensions(
  { closure, modules }: Selection,
  installed: ServerFacts['extensions'],
): readonly string[] {
  const selected = new Set(modules.map((module) => module.name));
  return [...closure.extensions]
    .filter(
      ([name, requiredBy]) => !Object.hasOwn(installed, name) && requiredBy.some((module) => selected.has(module)),
    )
    .map(([name]) => name);
}

/**
 * Which `extensions` the server does not offer, and which of `begun`, modules that the database has nothing of yet, are
 * called like one that it does offer. One question for both.
 */
export async function extensionFindings(
  session: Session,
  installed: ServerFacts['extensions'],
  { closure }: Selection,
  extensions: readonly string[],
  begun: readonly Module[],
): Promise<readonly EngineError[]> {
  const available = await availableExtensions(session, [...extensions, ...begun.map(({ name }) => name)]);
  const unavailable = extensions
    .filter((extension) => !available.has(extension))
    .map((extension) => unavailableExtension(extension, closure));
  return [...unavailable, ...begun.flatMap((module) => sameName(module, installed, available))];
}

function unavailableExtension(extension: string, closure: Closure): EngineError {
  const requiredBy = closure.extensions.get(extension) ?? [];
  const hint =
    'install it on the server; if a module is meant, correct its name, list its folder in "packages" of pgpm.json ' +
    '("node_modules/@pgpm/*" for those from npm), or fetch it with: pgpm install <npm package>';
  const control = closure.modules.find((module) => module.name === requiredBy[0])?.control;
  const place = control && { file: control.file, line: control.requiresLine };
  return new EngineError('EXTENSION_UNAVAILABLE', { extension, requiredBy }, { module: requiredBy[0], place, hint });
}

/** Where the name is required, the module is taken. One that is offered with the module's own comment is the module, packaged. */
function sameName(
  { name, control, plan }: Module,
  installed: ServerFacts['extensions'],
  available: ReadonlyMap<string, string | null>,
): readonly EngineError[] {
  const isInstalled = Object.hasOwn(installed, name);
  const isOffered = available.has(name) && (control?.comment ?? null) !== available.get(name);
  if (!isInstalled && !isOffered) return [];
  const hint = isInstalled
    ? 'rename the module; where the extension is this module, packaged, drop it first, or record what it made: pgpm migrate baseline'
    : 'rename the module when others that require this name mean the extension; where it is this module, packaged, all is well';
  const place = { file: control?.file ?? plan.file };
  return [
    new EngineError(
      'MODULE_HIDES_EXTENSION',
      { module: name, isInstalled },
      { severity: 'warning', module: name, place, hint },
    ),
  ];
}
