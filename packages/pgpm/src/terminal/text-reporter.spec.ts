import * as report from '@pgpm/engine/report';
import { CliError } from '../cli/failures.js';
import { styleFor } from './style.js';
import { TextReporter } from './text-reporter.js';

const subject = { operation: 'list', modules: [], database: undefined };

function reporter(env: NodeJS.ProcessEnv = { NO_COLOR: '1' }) {
  const written = { out: '', err: '' };
  const streams = {
    out: (text: string) => void (written.out += text),
    err: (text: string) => void (written.err += text),
  };
  return { written, reporter: new TextReporter(streams, styleFor(true, env), report) };
}

test('what a module or a server says does not steer the terminal', () => {
  const { written, reporter: it } = reporter();
  const evil = 'a\u001b[2Jb\u009b1mc\u202ed\r\ne\tf';
  const harmless = 'a\ufffd[2Jb\ufffd1mc\ufffdd\ne\tf';
  it.note(evil);
  it.done(subject, { result: {}, text: evil, summary: evil });
  it.failed(subject, new CliError('USAGE', { reason: evil }, evil));
  expect(written.out).toBe(`${harmless}\n`.repeat(3));
  expect(written.err).toBe(`error USAGE: ${harmless}\n  hint: ${harmless.replace('\n', '\n    ')}\n`);
});

test('colours are ours; what other programs read is left as it is', () => {
  const { written, reporter: it } = reporter({});
  it.failed(subject, new CliError('USAGE', { reason: 'no' }));
  expect(written.err).toBe('\u001b[31merror USAGE: no\u001b[39m\n');
  it.done(subject, { result: {}, summary: '', raw: 'select \u001b;\r\n' });
  expect(written.out).toBe('select \u001b;\r\n');
});

test('where stdout is reserved, everything else goes to stderr', () => {
  const { written, reporter: it } = reporter();
  it.reserveStdout();
  it.note('note');
  it.done(subject, { result: {}, text: 'text', summary: 'summary' });
  it.done(subject, { result: {}, summary: 'summary', raw: 'raw' });
  expect(written).toEqual({ out: 'raw', err: 'note\ntext\nsummary\n' });
});
