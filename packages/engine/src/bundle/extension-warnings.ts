import { EngineError } from '../errors/index.js';
import { findOutsideOnly, type PreparedScript } from '../formats/sql.js';
import type { Module } from '../model/index.js';

const created = /^create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([^\s";]+)/i;

/** What `CREATE EXTENSION` replaces wherever it stands in the file, in strings and bodies too. */
const placeholder = /@ext(?:schema(?::[^@\s]+)?|owner)@|MODULE_PATHNAME/g;

/** What a deploy of a change does, and `CREATE EXTENSION` would not. */
export function extensionWarnings(
  { name: module, control }: Module,
  change: string,
  file: string,
  { sql, statements, header }: PreparedScript,
): readonly EngineError[] {
  const warn = (line: number, statement: string, reason: string, hint: string): EngineError =>
    new EngineError(
      'NOT_IN_EXTENSION',
      { statement, reason },
      { severity: 'warning', module, change, place: { file, line }, hint },
    );
  const inTransaction = 'let the others of the module be the extension, and deploy this one with pgpm';
  const required = new Set(control?.requires);
  const extensions = statements.flatMap(({ start, end, line }) => {
    const [, extension] = created.exec(sql.slice(start, end)) ?? [];
    if (extension === undefined || required.has(extension)) return [];
    const reason = 'is left out, and the control file does not require it';
    return [
      warn(line, `create extension ${extension}`, reason, `run: pgpm extension --package ${module} --add ${extension}`),
    ];
  });
  const outside = findOutsideOnly(sql, statements).map(({ statement: { line }, name }) =>
    warn(line, name, 'cannot run, for an extension is created in one transaction', inTransaction),
  );
  const replaced = statements.flatMap(({ start, end, line }) => {
    const text = sql.slice(start, end);
    return [...text.matchAll(placeholder)].map(({ 0: name, index }) =>
      warn(
        line + text.slice(0, index).split('\n').length - 1,
        name,
        'is replaced when the extension is created, and stays as it is in a deploy',
        'write what is meant; where it is part of a text, take the text apart: two strings and ||',
      ),
    );
  });
  const found = [...extensions, ...replaced, ...outside];
  if (!header.directives.noTransaction || outside.length > 0) return found;
  return [
    ...found,
    warn(1, '-- pgpm: no-transaction', 'has no effect, for an extension is created in one transaction', inTransaction),
  ];
}
