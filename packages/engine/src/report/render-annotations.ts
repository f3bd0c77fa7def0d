import type { EngineError } from '../errors/index.js';

/** Findings as workflow commands of GitHub Actions, one a line: they appear at their place in the diff. */
export function renderAnnotations(problems: readonly EngineError[]): string {
  return problems.map(annotation).join('\n');
}

function annotation({ severity, code, message, hint, place }: EngineError): string {
  const properties = [
    ['file', place?.file],
    ['line', place?.line],
    ['col', place?.column],
    ['title', code],
  ]
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${String(name)}=${escapeProperty(String(value))}`);
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return `::${severity} ${properties.join(',')}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
