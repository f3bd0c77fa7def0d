/** Colours for a stream. */
export interface Style {
  error(text: string): string;
  warning(text: string): string;
  faint(text: string): string;
}

const plain: Style = { error: same, warning: same, faint: same };

const coloured: Style = {
  error: (text) => `\u001b[31m${text}\u001b[39m`,
  warning: (text) => `\u001b[33m${text}\u001b[39m`,
  faint: (text) => `\u001b[2m${text}\u001b[22m`,
};

/** Colours at a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`; `FORCE_COLOR` wants them anywhere. */
export function styleFor(isTerminal: boolean, env: NodeJS.ProcessEnv): Style {
  const isSet = (name: string): boolean => env[name] !== undefined && env[name] !== '';
  if (isSet('NO_COLOR') || env['TERM'] === 'dumb' || env['FORCE_COLOR'] === '0') return plain;
  return isTerminal || isSet('FORCE_COLOR') ? coloured : plain;
}

function same(text: string): string {
  return text;
}
