/** An edited script that nobody sees in a terminal must not pass. Any value but an empty one and `false` counts. */
export function isCi({ CI }: NodeJS.ProcessEnv): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false';
}
