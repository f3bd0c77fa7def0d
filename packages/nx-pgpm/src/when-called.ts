/** A function that loads what it stands for when it is called: Nx loads all executors, or all generators, for one of them. */
export function whenCalled<Args extends readonly unknown[], Result>(
  load: () => Promise<(...args: Args) => Result | Promise<Result>>,
): (...args: Args) => Promise<Result> {
  return async (...args) => (await load())(...args);
}

/** The same for a function that yields: Nx looks at once whether it has a generator. */
export function yieldingWhenCalled<Args extends readonly unknown[], Item>(
  load: () => Promise<(...args: Args) => AsyncGenerator<Item, void>>,
): (...args: Args) => AsyncGenerator<Item, void> {
  return async function* (...args) {
    yield* (await load())(...args);
  };
}
