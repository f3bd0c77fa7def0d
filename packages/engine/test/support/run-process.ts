import { deploy, openWorkspace, revert, type DeployOptions } from '../../src/index.js';

// A run as a process of its own: run-process.ts deploy|revert ROOT TX. CONNECTION holds the connection as JSON. Prints the kind of
// each progress event, and at the end its summary.
const [, , command, root = '', tx] = process.argv;
const database: DeployOptions['database'] = JSON.parse(process.env['CONNECTION'] ?? '{}');
const options = {
  workspace: openWorkspace(root),
  targets: 'all',
  database,
  tx: tx === 'change' ? 'change' : 'module',
  createDatabase: true,
  onEvent: ({ kind }: { readonly kind: string }) => process.stdout.write(`${kind}\n`),
} as const;

(command === 'revert' ? revert({ ...options, all: true }) : deploy(options)).then(
  ({ summary }) => process.stdout.write(`${summary}\n`),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
