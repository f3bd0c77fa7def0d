import { EngineError } from '@pgpm/engine';
import { Output } from './output.js';
import { TextReporter } from './text-reporter.js';

test('what a module or a server says does not steer the terminal', () => {
  const written = { stdout: '', stderr: '' };
  const reporter = new TextReporter(new Output('live', (stream, text) => void (written[stream] += text)));
  const evil = 'a\u001b[2Jb\u009b1mc\u202ed';
  const harmless = 'a\ufffd[2Jb\ufffd1mc\ufffdd';
  const subject = { operation: 'deploy', modules: ['m'], database: undefined } as const;
  reporter.event({
    kind: 'notice',
    module: 'm',
    change: 'c',
    notice: { severity: 'WARNING', message: evil },
  });
  reporter.done(subject, { result: {}, summary: evil, text: evil });
  reporter.failed(subject, new EngineError('SCRIPT_EDITED', { path: evil }));
  reporter.skipped(subject, evil);
  expect(written).toEqual({
    stdout: `  m:c warns: ${harmless}\n${harmless}\n${harmless}\n`,
    stderr: expect.stringMatching(
      /^error SCRIPT_EDITED: (a\ufffd\[2Jb\ufffd1mc\ufffdd) was edited [^\n]*\nskipped m: \1 failed\n$/,
    ),
  });
});
