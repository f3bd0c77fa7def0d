/** The process, as far as this package uses it. */
export type Host = Pick<NodeJS.Process, 'cwd' | 'env' | 'kill' | 'off' | 'on' | 'pid' | 'stderr' | 'stdin' | 'stdout'>;
