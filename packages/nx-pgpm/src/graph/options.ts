/** The targets that the plugin infers, by the name each has unless an option renames it. */
export const targetVerbs = ['deploy', 'verify', 'revert', 'status', 'check', 'package', 'db', 'test'] as const;

export type TargetVerb = (typeof targetVerbs)[number];

/** Options of the plugin's entry in `nx.json`: another name for a target, or `false` to leave it out. */
export type PgpmPluginOptions = {
  readonly [V in TargetVerb as `${V}TargetName`]?: string | false | undefined;
};

/** The name of each target; `false` for a target that is not wanted. */
export type TargetNames = Readonly<Record<TargetVerb, string | false>>;

/**
 * Applies the defaults.
 *
 * @throws {Error} for an unknown option, a value of the wrong type, and two targets of one name. Nothing else stops the
 * whole graph: these are mistakes in `nx.json`, not in a module.
 */
export function targetNames(options: unknown): TargetNames {
  const given = optionEntries(options);
  const known = targetVerbs.map(optionOf);
  const unknown = [...given.keys()].find((option) => !known.includes(option));
  if (unknown !== undefined) throw new Error(`nx-pgpm: unknown option "${unknown}"; known are ${known.join(', ')}`);

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
  if (value === undefined) return verb;
  if (value === false || (typeof value === 'string' && value !== '')) return value;
  throw new Error(`nx-pgpm: option "${optionOf(verb)}" must be the name of a target, or false`);
}
