/**
 * Command lines as people and scripts write them, in the one way that is parsed: `--logOnly` is `--log-only`,
 * `--recursive=false` is `--no-recursive`, `--recursive=true` is `--recursive`, `help deploy` is `deploy --help`, and so is
 * nothing at all. What follows `--` stays.
 */
export function normaliseArguments(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first === undefined || first === 'help') return [...rest, '--help'];
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  return [...own.map(normalise), ...(end < 0 ? [] : args.slice(end))];
}

const long = /^--([A-Za-z][\w-]*)(=.*)?$/s;

function normalise(argument: string): string {
  const [, name, value = ''] = long.exec(argument) ?? [];
  if (name === undefined) return argument;
  const kebab = name.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`);
  if (value === '=true') return `--${kebab}`;
  if (value === '=false') return kebab.startsWith('no-') ? `--${kebab.slice('no-'.length)}` : `--no-${kebab}`;
  return `--${kebab}${value}`;
}
