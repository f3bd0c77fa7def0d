export type { Context } from './context.js';
export { createTestDatabase, type TestDatabaseOptions } from './create-test-database.js';
export type { TestDatabase } from './test-database.js';
export { TestingError, type TestingErrorCode, type TestingFailures } from './testing-error.js';
