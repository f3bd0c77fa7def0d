/** What to write instead of a psql command. */
export function psqlReplacement(command: string): string {
  return replacements.get(command) ?? 'remove it: scripts are sent to the server, not to psql';
}

const message = "write: do $$ begin raise notice 'text'; end $$;";
const include = 'copy the SQL of that file into the script, or make it a change of its own and require it';
const database = 'remove it: the run chooses the database';
const display = 'remove it: it only changes how psql shows results';
const value = 'write the value where it is used';
const branch = 'write the condition in a do block';
const copy = 'write insert into … values (…), or let the server read a file with copy … from';
const query = 'end the statement with a semicolon';

const replacements: ReadonlyMap<string, string> = new Map([
  ...pairs(['\\echo', '\\qecho', '\\warn'], message),
  ...pairs(['\\i', '\\ir', '\\include', '\\include_relative'], include),
  ...pairs(['\\c', '\\connect'], database),
  ...pairs(['\\a', '\\f', '\\H', '\\pset', '\\t', '\\T', '\\timing', '\\x', '\\o', '\\out', '\\encoding'], display),
  ...pairs(['\\set', '\\unset', '\\prompt', '\\getenv'], value),
  ...pairs(['\\if', '\\elif', '\\else', '\\endif'], branch),
  ...pairs(['\\copy', '\\.', 'COPY … FROM STDIN'], copy),
  ...pairs(['\\g', '\\gx'], query),
  ['\\gset', 'use a subquery, or a do block with a variable'],
  ['\\gexec', 'write a do block that loops over the query and executes its results'],
]);

function pairs(commands: readonly string[], replacement: string): [string, string][] {
  return commands.map((command) => [command, replacement]);
}

/** The command at a backslash: `\set`, `\.`, `\!`. */
export function psqlCommand(text: string, offset: number): string {
  return /^\\(?:[A-Za-z_]{1,32}|.)?/.exec(text.slice(offset, offset + 40))?.[0] ?? '\\';
}
