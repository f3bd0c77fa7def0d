import type { Reference } from '../model/index.js';

/** The text of a reference with another module or change in it; tag and offset stay as they are written. */
export function renameReference(
  reference: Reference,
  names: { readonly module?: string | undefined; readonly change?: string | undefined },
): string {
  const { text, module, change } = reference;
  const rest = module === undefined ? text : text.slice(module.length + 1);
  const target = change === undefined ? rest : (names.change ?? change) + rest.slice(change.length);
  return module === undefined ? target : `${names.module ?? module}:${target}`;
}
