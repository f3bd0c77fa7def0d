import { spawnSync } from 'node:child_process';
import { completionScript } from './completion.js';

const commands = [
  {
    name: 'deploy',
    options: [{ name: '--to', value: 'file' }, { name: '--tx', value: ['run', 'module'] }, { name: '--no-tx' }],
  },
  { name: 'server start', options: [{ name: '--cluster', value: ['development', 'test'] }] },
  { name: 'server stop', options: [] },
  { name: 'completion', options: [], words: ['bash', 'zsh'] },
] as const;

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
  ['pgpm ', ['deploy', 'server', 'completion']],
  ['pgpm d', ['deploy']],
  ['pgpm deploy --', ['--to', '--tx', '--no-tx', '--cwd', '--json', '--help']],
  ['pgpm deploy x --n', ['--no-tx']],
  ['pgpm server st', ['start', 'stop']],
  ['pgpm server start --c', ['--cluster', '--cwd']],
  ['pgpm server stop --c', ['--cwd']],
  ['pgpm --', ['--cwd', '--json', '--help', '--version']],
  ['pgpm deploy --to ', []],
  ['pgpm deploy --tx ', ['run', 'module']],
  ['pgpm deploy --tx = m', ['module']],
  ['pgpm deploy --tx =', ['run', 'module']],
  ['pgpm deploy --cwd /us', ['/usr']],
  ['pgpm --cwd /us', ['/usr']],
  ['pgpm server start --cluster t', ['test']],
  ['pgpm completion ', ['bash', 'zsh']],
  ['pgpm completion --j', ['--json']],
  ['pgpm --json de', ['deploy']],
  ['pgpm --cwd x de', ['deploy']],
  ['pgpm --cwd = x server --json st', ['start', 'stop']],
])('bash completes %j', (line, words) => expect(offered(line)).toEqual(words));

test('zsh runs the completion of bash', () => {
  expect(completionScript('zsh', commands)).toBe(
    `autoload -U +X bashcompinit && bashcompinit\n${completionScript('bash', commands)}`,
  );
});

/** What fish 3.6 was seen to complete with, as the cases below say. */
const fishScript = String.raw`function __pgpm_words
  set -l found
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip = 1; set skip 0; continue; end
    switch $word
      case --cwd; set skip 1
      case '-*'
      case '*'; set -a found $word
    end
  end
  string join ' ' -- $found
end
complete -c pgpm -f
complete -c pgpm -l cwd -x -a '(__fish_complete_directories)'
complete -c pgpm -l json
complete -c pgpm -l help
complete -c pgpm -n 'not __pgpm_words | string length -q' -a 'deploy server completion'
complete -c pgpm -n '__pgpm_words | string match -q server' -a 'start stop'
complete -c pgpm -n '__pgpm_words | string match -qr "^deploy(?!\S)"' -l to -r -F
complete -c pgpm -n '__pgpm_words | string match -qr "^deploy(?!\S)"' -l tx -x -a 'run module'
complete -c pgpm -n '__pgpm_words | string match -qr "^deploy(?!\S)"' -l no-tx
complete -c pgpm -n '__pgpm_words | string match -qr "^server start(?!\S)"' -l cluster -x -a 'development test'
complete -c pgpm -n '__pgpm_words | string match -qr "^completion(?!\S)"' -a 'bash zsh'
`;

/** On any machine the script is that text; where there is a fish, it completes with it. */
test.each([
  ['pgpm ', ['completion', 'deploy', 'server']],
  ['pgpm --cwd x de', ['deploy']],
  ['pgpm --json server st', ['start', 'stop']],
  ['pgpm deploy --tx ', ['module', 'run']],
  ['pgpm server start --cluster t', ['test']],
  ['pgpm completion ', ['bash', 'zsh']],
  ['pgpm deploy --cwd /us', ['/usr/']],
  ['pgpm deploy --n', ['--no-tx']],
])('fish completes %j', (line, words) => {
  const script = completionScript('fish', commands);
  expect(script).toBe(fishScript);
  const { stdout, error } = spawnSync('fish', ['--no-config', '-c', `${script}\ncomplete -C '${line}'`], {
    encoding: 'utf8',
  });
  if (error !== undefined) {
    expect(error).toMatchObject({ code: 'ENOENT' });
    return;
  }
  const found = stdout.split('\n').map((text) => text.split('\t', 1)[0] ?? '');
  expect(found.filter((word) => word !== '').sort()).toEqual(words);
});
