/** The fields of each failure. The keys are the stable codes that callers may switch on. */
export interface TestingFailures {
  /** The server could not be reached, or refused the user. `server` never holds a password. */
  TEST_SERVER_UNAVAILABLE: { server: string; reason: string };
  /** The server did not let us make a database. */
  TEST_DATABASE_NOT_CREATED: { server: string; reason: string };
  /** A name that is no custom setting. */
  CLAIM_NAME_INVALID: { name: string };
  /** Roles and claims last until the end of the transaction, and there is none. */
  NO_TRANSACTION: { action: string };
  /** `begin` inside of a transaction. */
  TRANSACTION_OPEN: Record<string, never>;
  UNEXPECTED_ROWS: { expected: string; found: number };
}

export type TestingErrorCode = keyof TestingFailures;

const sentences: { [C in TestingErrorCode]: (fields: TestingFailures[C]) => string } = {
  TEST_SERVER_UNAVAILABLE: (f) => `cannot connect to ${f.server}: ${f.reason}`,
  TEST_DATABASE_NOT_CREATED: (f) => `cannot create a test database on ${f.server}: ${f.reason}`,
  CLAIM_NAME_INVALID: (f) => `"${f.name}" is no name of a claim`,
  NO_TRANSACTION: (f) => `${f.action} needs a transaction, and none is open`,
  TRANSACTION_OPEN: () => 'a transaction is open already',
  UNEXPECTED_ROWS: (f) => `expected ${f.expected}, and the query returned ${f.found}`,
};

/** The one error of this package: a stable code, typed fields and a remedy. Never holds a secret. */
export class TestingError<C extends TestingErrorCode = TestingErrorCode> extends Error {
  override readonly name = 'TestingError';
  readonly code: C;
  readonly fields: TestingFailures[C];
  readonly hint: string | undefined;

  constructor(code: C, fields: TestingFailures[C], context: { hint?: string | undefined; cause?: unknown } = {}) {
    super(sentences[code](fields), { cause: context.cause });
    this.code = code;
    this.fields = fields;
    this.hint = context.hint;
  }
}
