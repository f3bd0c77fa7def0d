import { spawnSync } from 'node:child_process';
import { completionScript } from './completion.js';

const commands = [
  { name: 'deploy', options: ['--to', '--no-tx'] },
  { name: 'server start', options: ['--cluster'] },
  { name: 'server stop', options: [] },
];

/** What bash offers for a line whose last word is not finished. */
function offered(line: string): readonly string[] {
  const words = line.split(' ');
  const array = words.map((word) => `'${word}'`).join(' ');
  const script = `${completionScript('bash', commands)}
COMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; _pgpm; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

test.each([
  ['pgpm ', ['deploy', 'server']],
  ['pgpm d', ['deploy']],
  ['pgpm deploy --', ['--to', '--no-tx', '--cwd', '--json', '--help']],
  ['pgpm deploy x --n', ['--no-tx']],
  ['pgpm server st', ['start', 'stop']],
  ['pgpm server start --c', ['--cluster', '--cwd']],
  ['pgpm server stop --c', ['--cwd']],
])('bash completes %j', (line, words) => expect(offered(line)).toEqual(words));

test('zsh runs the completion of bash, fish has its own', () => {
  expect(completionScript('zsh', commands)).toBe(
    `autoload -U +X bashcompinit && bashcompinit\n${completionScript('bash', commands)}`,
  );
  expect(completionScript('fish', commands)).toContain(
    "complete -c pgpm -n '__fish_seen_subcommand_from server; and __fish_seen_subcommand_from start' -l cluster\n",
  );
});
