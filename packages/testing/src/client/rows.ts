import { TestingError } from '../testing-error.js';

/** The only row. @throws {TestingError} `UNEXPECTED_ROWS`. */
export function onlyRow<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw unexpected('one row', rows);
  return row;
}

/** The only row, or null. @throws {TestingError} `UNEXPECTED_ROWS`. */
export function atMostOneRow<T>(rows: readonly T[]): T | null {
  if (rows.length > 1) throw unexpected('at most one row', rows);
  return rows[0] ?? null;
}

/** All rows, of which there is one at least. @throws {TestingError} `UNEXPECTED_ROWS`. */
export function someRows<T>(rows: T[]): T[] {
  if (rows.length === 0) throw unexpected('rows', rows);
  return rows;
}

/** @throws {TestingError} `UNEXPECTED_ROWS`. */
export function noRows(rows: readonly unknown[]): void {
  if (rows.length > 0) throw unexpected('no rows', rows);
}

function unexpected(expected: string, rows: readonly unknown[]): TestingError {
  return new TestingError('UNEXPECTED_ROWS', { expected, found: rows.length });
}
