import { printJsonLike } from '../formats/edit.js';
import { isJsonObject, parseJsonObject, type JsonObject } from '../formats/index.js';
import type { Draft } from './files.js';

/** The fields of a package.json that name other packages. */
const dependencyFields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

/** The package.json of a module that gets another name: what `files` lists follows. @param npmName - default: the present one. */
export function renameInPackageJson(
  text: string,
  value: JsonObject,
  { from, to, npmName }: { readonly from: string; readonly to: string; readonly npmName: string | undefined },
): string {
  const listed = value['files'];
  const present: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const files = present.map((file) => renamedFile(file, from, to));
  const isListed = files.some((file, at) => file !== present[at]);
  if (npmName === undefined && !isListed) return text;
  return printJsonLike(text, { ...value, ...(npmName !== undefined && { name: npmName }), ...(isListed && { files }) });
}

function renamedFile(file: unknown, from: string, to: string): unknown {
  if (typeof file !== 'string') return file;
  const [, start = '', rest = ''] = /^((?:\.?\/)?)(.*)$/s.exec(file) ?? [];
  if (rest === `${from}.control`) return `${start}${to}.control`;
  const packaged = `sql/${from}--`;
  return rest.startsWith(packaged) ? `${start}sql/${to}--${rest.slice(packaged.length)}` : file;
}

/** Renames a package wherever a package.json depends on it. A file that cannot be read stays. */
export function renameDependency(draft: Draft, path: string, from: string, to: string): void {
  draft.edit(path, (text) => {
    const { value, problem } = parseJsonObject(text, path);
    if (problem !== undefined) return text;
    const renamed: JsonObject = Object.fromEntries(
      dependencyFields.flatMap((field) => {
        const present = value[field];
        if (!isJsonObject(present) || !Object.hasOwn(present, from)) return [];
        const entries = Object.entries(present).map(([name, range]) => [name === from ? to : name, range]);
        return [[field, Object.fromEntries(entries)] as const];
      }),
    );
    return Object.keys(renamed).length === 0 ? text : printJsonLike(text, { ...value, ...renamed });
  });
}
