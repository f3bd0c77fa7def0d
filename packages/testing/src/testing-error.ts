/** The fields of each failure. The keys are the stable codes that callers may switch on. */
export interface TestingFailures {
  /** The server could not be reached, or refused the user. `server` never holds a password. */
  TEST_SERVER_UNAVAILABLE: { server: string; reason: string };
  /** The server did not let us make a database. */
  TEST_DATABASE_NOT_CREATED: { server: string; reason: string };
  /** Somebody dropped or changed a template while it was being used. */
  TEMPLATE_LOST: { name: string };
  /** A name that is no custom setting. */
  CLAIM_NAME_INVALID: { name: string };
  /** What was asked for only means something inside of a transaction, and none is open. */
  NO_TRANSACTION: { action: string };
  /** `begin` inside of a transaction. */
  TRANSACTION_OPEN: Record<string, never>;
  /** The test ended the transaction that it ran in, so what it did cannot be undone. */
  TRANSACTION_ENDED: Record<string, never>;
  /** A statement failed, and with it everything in the transaction. */
  TRANSACTION_ABORTED: { action: string };
  /** The user that connects is no member of the role that a client is to act as. */
  ROLE_NOT_ALLOWED: { role: string; user: string };
  UNEXPECTED_ROWS: { expected: string; found: number };
  /** No notification came in time. `timeout` in ms. */
  NOTIFICATION_TIMEOUT: { channel: string; timeout: number };
  /** Data of a test could not be loaded. `line` counts from 1. */
  SEED_FAILED: { source: string; line?: number | undefined; reason: string };
}

export type TestingErrorCode = keyof TestingFailures;

const sentences: { [C in TestingErrorCode]: (fields: TestingFailures[C]) => string } = {
  TEST_SERVER_UNAVAILABLE: (f) => `cannot connect to ${f.server}: ${f.reason}`,
  TEST_DATABASE_NOT_CREATED: (f) => `cannot create a test database on ${f.server}: ${f.reason}`,
  TEMPLATE_LOST: (f) => `the template ${f.name} was changed by somebody else while it was being used`,
  CLAIM_NAME_INVALID: (f) => `"${f.name}" is no name of a claim`,
  NO_TRANSACTION: (f) => `${f.action} needs a transaction, and none is open`,
  TRANSACTION_OPEN: () => 'a transaction is open already',
  TRANSACTION_ENDED: () => 'the test ended its transaction, and what it did stays',
  TRANSACTION_ABORTED: (f) => `${f.action} is not possible: a statement failed, and the transaction with it`,
  ROLE_NOT_ALLOWED: (f) => `"${f.user}" may not act as "${f.role}"`,
  UNEXPECTED_ROWS: (f) => `expected ${f.expected}, and the query returned ${f.found}`,
  NOTIFICATION_TIMEOUT: (f) => `no notification on "${f.channel}" within ${f.timeout} ms`,
  SEED_FAILED: (f) => `cannot load ${f.source}${f.line === undefined ? '' : `:${f.line}`}: ${f.reason}`,
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
