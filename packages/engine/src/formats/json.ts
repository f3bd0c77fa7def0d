import { EngineError } from '../errors/index.js';
import { jsonErrorOffset } from './json-error.js';
import { withoutBom } from './encoding.js';

/** An object of a JSON file. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface ParsedObject {
  /** Empty when the text is no JSON object. */
  readonly value: JsonObject;
  readonly problem: EngineError | undefined;
}

/** Reads a file that must hold one JSON object. */
export function parseJsonObject(text: string, file: string): ParsedObject {
  const source = withoutBom(text);
  try {
    const value: unknown = JSON.parse(source);
    if (isJsonObject(value)) return { value, problem: undefined };
    return { value: {}, problem: jsonProblem('expected one JSON object', file) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The message may quote the text around the error, which may be a password.
    return { value: {}, problem: jsonProblem('it is not valid JSON', file, source, jsonErrorOffset(source)) };
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonProblem(reason: string, file: string, source = '', position = 0): EngineError {
  const before = source.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  return new EngineError('CONFIG_PARSE_ERROR', { reason }, { place: { file, line, column } });
}
