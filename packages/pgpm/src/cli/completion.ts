/** What a shell can complete. */
export interface CompletedCommand {
  /** One or two words. */
  readonly name: string;
  readonly options: readonly CompletedOption[];
  /** What may stand behind the name. Default: files. */
  readonly words?: readonly string[] | undefined;
}

export interface CompletedOption {
  /** `--to`. */
  readonly name: string;
  /** What its value may be: words, or a `file` for all that nobody can list. Absent for one without a value. */
  readonly value?: 'file' | 'folder' | readonly string[] | undefined;
}

export const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

export function isShell(text: string): text is Shell {
  return shells.some((shell) => shell === text);
}

const everywhere: readonly CompletedOption[] = [
  { name: '--cwd', value: 'folder' },
  { name: '--json' },
  { name: '--help' },
];

/** A script for the start-up file of a shell. All names are words without anything that a shell would look at. */
export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  return shell === 'fish' ? fish(commands) : bash(commands, shell === 'zsh');
}

/** zsh runs the completion of bash. */
function bash(commands: readonly CompletedCommand[], inZsh: boolean): string {
  const groups = groupsOf(commands);
  return [
    ...(inZsh ? ['autoload -U +X bashcompinit && bashcompinit'] : []),
    '_pgpm() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" called="" words="" at=1 IFS=$\' \\t\\n\'',
    // bash takes --tx=run for three words.
    '  if [ "$current" = "=" ]; then current=""; elif [ "$before" = "=" ]; then before="${COMP_WORDS[COMP_CWORD-2]}"; fi',
    '  while [ "$at" -lt "$COMP_CWORD" ]; do',
    '    case "${COMP_WORDS[at]}" in',
    '      --cwd) at=$((at + 1)); [ "${COMP_WORDS[at]}" = "=" ] && at=$((at + 1)) ;;',
    '      -*) ;;',
    '      *) case "$called" in',
    '        "") called="${COMP_WORDS[at]}" ;;',
    `        ${[...groups.keys()].join('|')}) called="$called \${COMP_WORDS[at]}" ;;`,
    '      esac ;;',
    '    esac',
    '    at=$((at + 1))',
    '  done',
    '  case "$called:$before" in',
    '    *:--cwd) IFS=$\'\\n\'; COMPREPLY=($(compgen -d -- "$current")); return ;;',
    ...commands.flatMap(valueCases),
    '    *) case "$called" in',
    `      '') words='${firstWords(commands).join(' ')}'; case "$current" in -*) words='${names(everywhere)} --version' ;; esac ;;`,
    ...[...groups].map(([group, members]) => `      '${group}') words='${members.join(' ')}' ;;`),
    ...commands.map(commandCase),
    '    esac ;;',
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _pgpm pgpm',
    '',
  ].join('\n');
}

/** Without words, bash offers files. */
function valueCases({ name, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ name: option, value }) => {
    if (value === undefined) return [];
    return `    '${name}:${option}') words='${typeof value === 'string' ? '' : value.join(' ')}' ;;`;
  });
}

function commandCase({ name, options, words }: CompletedCommand): string {
  const own = `words='${names([...options, ...everywhere])}'`;
  if (words === undefined) return `      '${name}') ${own} ;;`;
  return `      '${name}') words='${words.join(' ')}'; case "$current" in -*) ${own} ;; esac ;;`;
}

function names(options: readonly CompletedOption[]): string {
  return options.map(({ name }) => name).join(' ');
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = [
    // The words of a command line without its options, as far as it is typed.
    'function __pgpm_words',
    '  set -l found',
    '  set -l skip 0',
    '  for word in (commandline -opc)[2..-1]',
    '    if test $skip = 1; set skip 0; continue; end',
    '    switch $word',
    '      case --cwd; set skip 1',
    "      case '-*'",
    "      case '*'; set -a found $word",
    '    end',
    '  end',
    "  string join ' ' -- $found",
    'end',
    'complete -c pgpm -f',
    ...everywhere.map((option) => `complete -c pgpm ${fishOption(option)}`),
    `complete -c pgpm -n 'not __pgpm_words | string length -q' -a '${firstWords(commands).join(' ')}'`,
    ...[...groupsOf(commands)].map(
      ([group, members]) => `complete -c pgpm -n '__pgpm_words | string match -q ${group}' -a '${members.join(' ')}'`,
    ),
  ];
  for (const { name, options, words = [] } of commands) {
    const isCalled = `complete -c pgpm -n '__pgpm_words | string match -qr "^${name}(?!\\S)"'`;
    if (words.length > 0) lines.push(`${isCalled} -a '${words.join(' ')}'`);
    lines.push(...options.map((option) => `${isCalled} ${fishOption(option)}`));
  }
  return `${lines.join('\n')}\n`;
}

function fishOption({ name, value }: CompletedOption): string {
  const long = `-l ${name.slice('--'.length)}`;
  if (value === undefined) return long;
  if (value === 'file') return `${long} -r -F`;
  return `${long} -x -a '${value === 'folder' ? '(__fish_complete_directories)' : value.join(' ')}'`;
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
