import { Command as Parser, Option as ParserOption } from 'commander';
import type { CatalogEntry } from './catalog.js';
import type { Argument } from './argument.js';
import type { Command } from './command.js';
import type { Option } from './option.js';

/** A command line that was understood. */
export interface ParsedCommand {
  readonly entry: CatalogEntry;
  readonly command: Command;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly globals: Readonly<Record<string, unknown>>;
}

export interface ProgramOptions {
  readonly catalog: readonly CatalogEntry[];
  /** What two-word commands are about, by their first word. */
  readonly groups: Readonly<Record<string, string>>;
  readonly version: string;
  readonly out: (text: string) => void;
  /** Takes what the parser says about a mistake; its error says the same. */
  readonly err: (text: string) => void;
  readonly onCommand: (parsed: ParsedCommand) => Promise<void>;
}

/**
 * The parser of the whole command line. A command is loaded when it is called, or its help is.
 *
 * @throws {CommanderError} for a command line that cannot be understood, and at the end of `--help` and `--version`.
 */
export function createProgram(options: ProgramOptions): Parser {
  const { catalog, groups, version, out, err } = options;
  const program = new Parser('pgpm');
  const called = new Map<Parser, CatalogEntry>();
  const parents = new Map<string, Parser>();
  const loadsCommands = (parser: Parser): Parser =>
    parser
      .helpCommand(false)
      .on('beforeHelp', () => refuseUnknown(parser))
      .hook('preSubcommand', async (_parent, child) => {
        const entry = called.get(child);
        if (entry !== undefined) await load(child, entry);
      });
  const load = async (parser: Parser, entry: CatalogEntry): Promise<void> => {
    const command = await entry.load();
    describe(parser, command);
    parser.action(async () => {
      const { args } = parser;
      await options.onCommand({ entry, command, args, options: parser.opts(), globals: program.opts() });
    });
  };
  const groupOf = (name: string): Parser => {
    const group = parents.get(name) ?? loadsCommands(program.command(name)).description(groups[name] ?? '');
    parents.set(name, group);
    return group;
  };
  loadsCommands(program)
    // Commands take these three over from the program.
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .helpOption('-h, --help', 'Show this help.')
    .description('PostgreSQL as small, tested, versioned modules.')
    .usage('<command> [options]')
    .version(version, '-V, --version', 'Show the version.')
    .option('--cwd <folder>', 'Work as if started in this folder.')
    .option('--json', 'Print one line of JSON and nothing else.')
    .addOption(new ParserOption('--no-json').hideHelp());
  for (const entry of catalog) {
    const [first = '', second] = entry.name.split(' ');
    const parent = second === undefined ? program : groupOf(first);
    const parser = parent.command(second ?? first).description(entry.summary);
    if (entry.alias !== undefined) parser.alias(entry.alias);
    called.set(parser, entry);
  }
  return program;
}

/** Before help is shown: of a command that there is not, the parser would show that of all. */
function refuseUnknown(parser: Parser): void {
  const [name] = parser.args;
  if (name?.startsWith('-') === false) parser.parse([name], { from: 'user' });
}

function describe(parser: Parser, { arguments: args = [], options = [], examples }: Command): void {
  for (const argument of args) parser.argument(argumentFlags(argument), argument.description);
  for (const option of options) addOption(parser, option);
  parser.addHelpText('after', `\nOptions of every command: --cwd <folder>, --json\n\n${exampleText(examples)}`);
}

function argumentFlags({ name, isRequired = false }: Argument): string {
  return isRequired ? `<${name}>` : `[${name}]`;
}

/** A plain flag, which may be told not to be given: `--log-only=false` is `--no-log-only`. */
const plainFlag = /^--(?!no-)([\w-]+)$/;

function addOption(parser: Parser, option: Option<unknown>): void {
  const { flags, description, choices, preset, isList = false, isHidden = false } = option;
  const others = option.also ?? [];
  const also = [
    ...others,
    ...[flags, ...others].flatMap((one) => plainFlag.exec(one)?.[1] ?? []).map((name) => `--no-${name}`),
  ].filter((one) => one !== flags);
  const shown = new ParserOption(flags, description).hideHelp(isHidden);
  if (choices !== undefined) shown.choices([...choices]);
  if (preset !== undefined) shown.description = `${description} (default: ${preset})`;
  if (isList) shown.argParser((value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value]);
  // `--no-x` alone would be on by default: behind `--x` it is nothing until somebody says it.
  const spellings = [shown, ...also.map((other) => new ParserOption(other, description).hideHelp())];
  for (const spelling of spellings.filter(({ negate }) => !negate)) parser.addOption(spelling);
  for (const spelling of spellings.filter(({ negate }) => negate)) parser.addOption(spelling);
  // Another spelling has the value of the option that it stands for.
  for (const other of also) {
    const spelling = new ParserOption(other);
    parser.on(`option:${spelling.name()}`, (value: unknown) => {
      const earlier: unknown = parser.getOptionValue(option.key);
      parser.setOptionValue(option.key, isList ? [earlier ?? [], value].flat() : (value ?? !spelling.negate));
    });
  }
}

function exampleText(examples: readonly string[]): string {
  return `Example${examples.length === 1 ? '' : 's'}:\n${examples.map((example) => `  ${example}`).join('\n')}`;
}
