/** What a shell can complete. */
export interface CompletedCommand {
  /** One or two words. */
  readonly name: string;
  readonly options: readonly string[];
}

export const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

export function isShell(text: string): text is Shell {
  return shells.some((shell) => shell === text);
}

const everywhere = ['--cwd', '--json', '--help'];

/** A script for the start-up file of a shell. All names are words without anything that a shell would look at. */
export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  return shell === 'fish' ? fish(commands) : bash(commands, shell === 'zsh');
}

/** zsh runs the completion of bash. */
function bash(commands: readonly CompletedCommand[], inZsh: boolean): string {
  const cases = commands.map(
    ({ name, options }) => `    '${name}') words='${[...options, ...everywhere].join(' ')}' ;;`,
  );
  const groups = [...groupsOf(commands)].map(([group, names]) => `    '${group}') words='${names.join(' ')}' ;;`);
  return [
    ...(inZsh ? ['autoload -U +X bashcompinit && bashcompinit'] : []),
    '_pgpm() {',
    '  local words="" current="${COMP_WORDS[COMP_CWORD]}" first="${COMP_WORDS[1]}" second="${COMP_WORDS[2]}"',
    `  if [ "$COMP_CWORD" -eq 1 ]; then words='${firstWords(commands).join(' ')}'`,
    '  else case "$first" in',
    ...groups,
    ...cases.filter((line) => !/^ {4}'\w[\w-]* /.test(line)),
    '  esac',
    '  [ "$COMP_CWORD" -gt 2 ] && case "$first $second" in',
    ...cases.filter((line) => /^ {4}'\w[\w-]* /.test(line)),
    '  esac; fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _pgpm pgpm',
    '',
  ].join('\n');
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = [
    'complete -c pgpm -f',
    `complete -c pgpm -n __fish_use_subcommand -a '${firstWords(commands).join(' ')}'`,
    ...[...groupsOf(commands)].map(
      ([group, names]) => `complete -c pgpm -n '__fish_seen_subcommand_from ${group}' -a '${names.join(' ')}'`,
    ),
  ];
  for (const { name, options } of commands) {
    const seen = name
      .split(' ')
      .map((word) => `__fish_seen_subcommand_from ${word}`)
      .join('; and ');
    for (const option of [...options, ...everywhere]) {
      lines.push(`complete -c pgpm -n '${seen}' -l ${option.slice('--'.length)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function firstWords(commands: readonly CompletedCommand[]): readonly string[] {
  return [...new Set(commands.map(({ name }) => name.split(' ', 1)[0] ?? name))];
}

function groupsOf(commands: readonly CompletedCommand[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { name } of commands) {
    const [group = '', second] = name.split(' ');
    if (second !== undefined) groups.set(group, [...(groups.get(group) ?? []), second]);
  }
  return groups;
}
