import type { Reference } from '../../model/index.js';
import { parseReference } from '../reference.js';

/** New names for what the header of a script names. What is absent stays. */
export interface HeaderRenaming {
  /** The change of the identity line; `module` is undefined where the line does not name it. */
  readonly identity?:
    | ((identity: { readonly module: string | undefined; readonly change: string }) => {
        readonly module: string | undefined;
        readonly change: string;
      })
    | undefined;
  readonly reference?: ((reference: Reference) => string) | undefined;
}

const identityLine = /^([\uFEFF \t]*--[ \t]*(?:Deploy|Revert|Verify)(?::[ \t]*|[ \t]+:?[ \t]*))(\S+)/;
const referenceLine = /^([\uFEFF \t]*--[ \t]*(?:requires|conflicts):[ \t]*)(\S+)[ \t]*\r?$/;

/** Renames in the header of a script (docs/formats.md §4.1). The body, and every other byte, stays as it is. */
export function renameInHeader(text: string, { identity, reference }: HeaderRenaming): string {
  const lines = text.split('\n');
  let hasIdentity = false;
  for (const [index, line] of lines.entries()) {
    const content = line.replace('\uFEFF', '').trim();
    if (content !== '' && !content.startsWith('--')) break;
    const named = hasIdentity ? null : identityLine.exec(line);
    if (named !== null) {
      hasIdentity = true;
      const [start, prefix = '', target = ''] = named;
      lines[index] =
        prefix + (identity === undefined ? target : renameTarget(target, identity)) + line.slice(start.length);
      continue;
    }
    const [, prefix = '', written = ''] = referenceLine.exec(line) ?? [];
    const parsed = written === '' ? undefined : parseReference(written);
    if (parsed === undefined || reference === undefined) continue;
    lines[index] = prefix + reference(parsed) + line.slice(prefix.length + written.length);
  }
  return lines.join('\n');
}

function renameTarget(target: string, identity: NonNullable<HeaderRenaming['identity']>): string {
  const colon = target.indexOf(':');
  const module = colon < 0 ? undefined : target.slice(0, colon);
  const renamed = identity({ module, change: target.slice(colon + 1) });
  return renamed.module === undefined ? renamed.change : `${renamed.module}:${renamed.change}`;
}
