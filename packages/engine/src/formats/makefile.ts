const assignment = (key: string): RegExp => new RegExp(`^([ \\t]*${key}[ \\t]*:?=[ \\t]*)(.*?)([ \\t]*\\r?)$`, 'm');

/** What a Makefile for PGXS says of its module (docs/formats.md §5). */
export interface Makefile {
  readonly extension: string | undefined;
  /** The files of `DATA`, as written. */
  readonly data: readonly string[] | undefined;
}

export function parseMakefile(text: string): Makefile {
  const valueOf = (key: string): string | undefined => assignment(key).exec(text)?.[2];
  return {
    extension: valueOf('EXTENSION'),
    data: valueOf('DATA')
      ?.split(/\s+/)
      .filter((file) => file !== ''),
  };
}

/** A Makefile that installs a packaged module as an extension. */
export function printMakefile(module: string, version: string): string {
  return [
    `EXTENSION = ${module}`,
    `DATA = ${sqlFile(module, version)}`,
    '',
    'PG_CONFIG = pg_config',
    'PGXS := $(shell $(PG_CONFIG) --pgxs)',
    'include $(PGXS)',
    '',
  ].join('\n');
}

/** `DATA` with the file of a version. Upgrade scripts (`name--a--b.sql`) and other files of the list stay. */
export function editMakefileVersion(text: string, module: string, version: string): string {
  const isInstallScript = (file: string): boolean => {
    const [name, ...versions] = file.slice(file.lastIndexOf('/') + 1).split('--');
    return name === module && versions.length === 1 && file.endsWith('.sql');
  };
  return text.replace(assignment('DATA'), (_line, key: string, value: string, end: string) => {
    const files = value.replace(/\S+/g, (file) => (isInstallScript(file) ? sqlFile(module, version) : file));
    return key + files + end;
  });
}

/** The Makefile of a module that gets another name. */
export function renameInMakefile(text: string, from: string, to: string): string {
  return text
    .replace(assignment('EXTENSION'), (line, key: string, value: string, end: string) =>
      value === from ? key + to + end : line,
    )
    .replace(assignment('DATA'), (_line, key: string, value: string, end: string) => {
      const files = value.replace(/\S+/g, (file) => file.replace(`sql/${from}--`, `sql/${to}--`));
      return key + files + end;
    });
}

function sqlFile(module: string, version: string): string {
  return `sql/${module}--${version}.sql`;
}
