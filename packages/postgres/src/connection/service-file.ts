import { PostgresError } from '../postgres-error.js';
import { isBinary } from './binary.js';
import { isKeyword, type Keyword, type Parameters } from './parameters.js';

/**
 * The settings of one `[section]` of a `pg_service.conf`; undefined when the file has no such section. The first
 * section of a name counts, and in it the first line of a keyword, as in libpq.
 *
 * @throws {PostgresError} `SERVICE_FILE_INVALID` for a line that is no setting, or no text, in the section that was asked for.
 */
export function parseServiceFile(text: string, service: string, file: string): Parameters | undefined {
  const lines = text.split(/\r?\n/).map((line, index) => ({ text: line.trim(), number: index + 1 }));
  const start = lines.findIndex((line) => line.text === `[${service}]`);
  if (start < 0) return undefined;
  const section = lines.slice(start + 1);
  const next = section.findIndex((line) => line.text.startsWith('['));
  const found: Partial<Record<Keyword, string>> = {};
  for (const line of next < 0 ? section : section.slice(0, next)) {
    if (line.text === '' || line.text.startsWith('#')) continue;
    const [, name = '', value = ''] = /^(\w+)\s*=\s*(.*)$/.exec(line.text) ?? [];
    if (!isKeyword(name) || name === 'service' || name === 'servicefile') {
      const reason = name === '' ? 'expected keyword=value' : `unknown or unsupported keyword "${name}"`;
      throw new PostgresError('SERVICE_FILE_INVALID', { file, line: line.number, reason });
    }
    if (isBinary(value)) {
      const reason = `the value of ${name} is no UTF-8, or holds a NUL`;
      throw new PostgresError('SERVICE_FILE_INVALID', { file, line: line.number, reason });
    }
    found[name] ??= value;
  }
  return found;
}
