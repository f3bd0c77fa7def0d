/** `1 change`, `2 changes`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `2026-02-03T04:05:06Z`, of a time with fractions of a second; what is no time stays as it is. */
export function toSecond(time: string): string {
  if (!/^\d/.test(time)) return time;
  return `${time.slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`;
}
