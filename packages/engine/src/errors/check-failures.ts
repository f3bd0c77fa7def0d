/** An object of a database, or a property of one, that is not as it was. */
export interface ObjectDifference {
  /** `table`, `column`, `privileges`, `comment`, `rows`, … */
  readonly kind: string;
  /** Qualified and quoted as SQL wants it. */
  readonly name: string;
  /** Undefined where there is no such object. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Findings of `check` about scripts that run without an error. */
export interface CheckFailures {
  VERIFY_PASSES_WITHOUT_CHANGE: { change: string };
  VERIFY_OPT_OUT_UNNEEDED: { change: string };
  /** `objects`: what the script would have changed. */
  VERIFY_WRITES: { change: string; objects: readonly string[] };
  /** `before` is what was there before the deploy, `after` what is there after the revert. */
  REVERT_INEXACT: { change: string; differences: readonly ObjectDifference[] };
  /** `before` is what the first deploy made, `after` what the one after the revert made. */
  REDEPLOY_DIFFERS: { change: string; differences: readonly ObjectDifference[] };
  /** `before` is what the deploy scripts make, `after` what the packaged module makes. */
  BUNDLE_DIFFERS: { differences: readonly ObjectDifference[] };
  BUNDLE_FAILED: { sqlState: string; reason: string };
  SNAPSHOT_FAILED: { sqlState: string; reason: string };
  ROLE_NOT_ISOLATED: { roles: readonly string[] };
  ROLE_LEFT_BEHIND: { roles: readonly string[] };
}

export const checkSentences: { [C in keyof CheckFailures]: (fields: CheckFailures[C]) => string } = {
  VERIFY_PASSES_WITHOUT_CHANGE: (f) => `verify of "${f.change}" passes on a database without the change`,
  VERIFY_OPT_OUT_UNNEEDED: (f) => `verify of "${f.change}" fails without the change, so it does not always pass`,
  VERIFY_WRITES: (f) => `verify of "${f.change}" changes ${f.objects.join(', ')}`,
  REVERT_INEXACT: (f) => `revert of "${f.change}" does not restore the database: ${summed(f.differences)}`,
  REDEPLOY_DIFFERS: (f) => `a second deploy of "${f.change}" makes something else: ${summed(f.differences)}`,
  BUNDLE_DIFFERS: (f) => `the packaged module makes something else than its deploy scripts: ${summed(f.differences)}`,
  BUNDLE_FAILED: (f) => `the packaged module cannot be loaded (${f.sqlState}): ${f.reason}`,
  SNAPSHOT_FAILED: (f) => `the catalog cannot be read (${f.sqlState}): ${f.reason}`,
  ROLE_NOT_ISOLATED: (f) =>
    `what the module does with ${f.roles.length === 1 ? 'role' : 'roles'} ${f.roles.join(', ')} is not proven: the server has them already`,
  ROLE_LEFT_BEHIND: (f) => `roles that the check made stay on the server: ${f.roles.join(', ')}`,
};

/** How many differences a sentence names. */
const named = 3;

function summed(differences: readonly ObjectDifference[]): string {
  const rest = differences.length - named;
  const words = differences.slice(0, named).map((each) => `${each.kind} ${each.name} ${verdict(each)}`);
  return words.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function verdict({ before, after }: ObjectDifference): string {
  if (before === undefined) return 'was not there';
  return after === undefined ? 'is missing' : 'differs';
}
