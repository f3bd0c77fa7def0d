import { EngineError } from '../errors/index.js';
import { findOutsideOnly, type PreparedScript } from '../formats/sql.js';
import type { Module } from '../model/index.js';

const created = /^create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([^\s";]+)/i;

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
  if (!header.directives.noTransaction || outside.length > 0) return [...extensions, ...outside];
  return [
    ...extensions,
    warn(1, '-- pgpm: no-transaction', 'has no effect, for an extension is created in one transaction', inTransaction),
  ];
}
