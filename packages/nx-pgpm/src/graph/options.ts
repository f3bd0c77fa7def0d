/** The targets that the plugin infers, by the name each has unless an option renames it. */
export const targetVerbs = [
  'deploy',
  'verify',
  'revert',
  'status',
  'check',
  'package',
  'db',
  'test',
  'ciTest',
] as const;

export type TargetVerb = (typeof targetVerbs)[number];

/** What of the required modules repeats a test: another schema or other rows, or any edit of their SQL. */
export type TestsFollow = 'schema' | 'sql';

/** Options of the plugin's entry in `nx.json`: another name for a target, or `false` to leave it out. */
export type PgpmPluginOptions = {
  readonly [V in TargetVerb as `${V}TargetName`]?: string | false | undefined;
} & { readonly testsFollow?: TestsFollow | undefined };

/** The name of each target; `false` for a target that is not wanted. */
export type TargetNames = Readonly<Record<TargetVerb, string | false>>;

export interface PluginSettings {
  readonly names: TargetNames;
  readonly testsFollow: TestsFollow;
}

const testsFollow = 'testsFollow';

/**
 * Applies the defaults.
 *
 * @throws {Error} for an unknown option, a value of the wrong type, and two targets of one name. Nothing else stops the
 * whole graph: these are mistakes in `nx.json`, not in a module.
 */
export function pluginSettings(options: unknown): PluginSettings {
  const given = optionEntries(options);
  const known = [...targetVerbs.map(optionOf), testsFollow];
  const unknown = [...given.keys()].find((option) => !known.includes(option));
  if (unknown !== undefined) throw new Error(`nx-pgpm: unknown option "${unknown}"; known are ${known.join(', ')}`);
  return { names: targetNames(given), testsFollow: whatTestsFollow(given.get(testsFollow)) };
}

function targetNames(given: ReadonlyMap<string, unknown>): TargetNames {
  const nameOf = (verb: TargetVerb): string | false => targetName(verb, given.get(optionOf(verb)));
  const names: TargetNames = {
    deploy: nameOf('deploy'),
    verify: nameOf('verify'),
    revert: nameOf('revert'),
    status: nameOf('status'),
    check: nameOf('check'),
    package: nameOf('package'),
    db: nameOf('db'),
    test: nameOf('test'),
    ciTest: nameOf('ciTest'),
  };
  const used = Object.values(names).filter((name) => name !== false);
  const twice = used.find((name, place) => used.indexOf(name) !== place);
  if (twice !== undefined) throw new Error(`nx-pgpm: two targets have the name "${twice}"`);
  return names;
}

function optionOf(verb: TargetVerb): string {
  return `${verb}TargetName`;
}

function optionEntries(options: unknown): ReadonlyMap<string, unknown> {
  if (options === undefined || options === null) return new Map();
  if (typeof options !== 'object') throw new Error('nx-pgpm: the options of the plugin must be an object');
  return new Map(Object.entries(options));
}

function targetName(verb: TargetVerb, value: unknown): string | false {
  // Tests apart from each other are worth it on many machines only, so they are there on request, as in Nx itself.
  if (value === undefined) return verb === 'ciTest' ? false : verb;
  if (value === false || (typeof value === 'string' && value !== '')) return value;
  throw new Error(`nx-pgpm: option "${optionOf(verb)}" must be the name of a target, or false`);
}

function whatTestsFollow(value: unknown): TestsFollow {
  if (value === undefined) return 'schema';
  if (value === 'schema' || value === 'sql') return value;
  throw new Error(`nx-pgpm: option "${testsFollow}" must be "schema" or "sql"`);
}
