import { styleText } from 'node:util';

/** Colours for a stream. */
export interface Style {
  error(text: string): string;
  warning(text: string): string;
  faint(text: string): string;
}

const plain: Style = { error: same, warning: same, faint: same };

const coloured: Style = {
  error: (text) => styleText('red', text),
  warning: (text) => styleText('yellow', text),
  faint: (text) => styleText('dim', text),
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
