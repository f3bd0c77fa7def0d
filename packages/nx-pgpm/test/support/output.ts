/** Catches what the process writes, until `restore`. */
export function captureOutput(): { stdout(): string; stderr(): string; restore(): void } {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((chunk) => {
      written[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      return true;
    }),
  );
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    restore: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
