import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom. A folder may import itself and what is listed; everything else is an error. Folders of the
 * engine are layers: see the map in CONTRIBUTING.md.
 */
const engineLayers = {
  errors: [],
  model: ['errors'],
  formats: ['errors', 'model'],
  resolve: ['errors', 'model'],
  store: ['errors', 'model'],
  workspace: ['errors', 'model', 'formats'],
  scripts: ['errors', 'model', 'formats', 'workspace'],
  bundle: ['errors', 'model', 'formats', 'resolve', 'workspace', 'scripts'],
  authoring: ['errors', 'model', 'formats', 'resolve', 'workspace'],
  report: ['errors', 'model'],
  catalog: ['errors', 'model'],
  run: ['errors', 'model', 'formats', 'resolve', 'store', 'workspace', 'scripts', 'bundle', 'catalog'],
};
const layersWithoutSideEffects = ['errors', 'model', 'formats', 'resolve', 'report'];
const layersWithoutDatabase = Object.keys(engineLayers).filter((layer) => !['store', 'run'].includes(layer));

/** npm names that the sources of each package may import, besides Node's own modules. */
const packageImports = {
  engine: ['pg', 'semver', 'libpg-query'],
  postgres: ['pg'],
  testing: ['@pgpm/engine', '@pgpm/postgres', 'pg'],
  'nx-pgpm': ['@pgpm/engine', '@pgpm/postgres', '@nx/devkit'],
  pgpm: ['@pgpm/engine', '@pgpm/postgres', 'commander', '@clack/prompts', 'semver'],
};
const workspacePackages = ['@pgpm/engine', '@pgpm/postgres', '@pgpm/testing', 'nx-pgpm', 'pgpm'];

const sources = (name, folder = '**') => [`packages/${name}/src/${folder}/*.ts`.replace('/**/*.ts', '/**/*.ts')];
const inside = (folder) => `packages/engine/src/${folder}`;

function layerRules() {
  const zones = Object.entries(engineLayers).flatMap(([layer, allowed]) =>
    Object.keys(engineLayers)
      .filter((other) => other !== layer && !allowed.includes(other))
      .map((other) => ({
        target: `./${inside(layer)}`,
        from: `./${inside(other)}`,
        message: `${layer} must not import ${other}`,
      })),
  );
  // Events are plain values that report turns into text; it may know their type and nothing else of run.
  return zones.map((zone) =>
    zone.target.endsWith('/report') && zone.from.endsWith('/run') ? { ...zone, except: ['./events.ts'] } : zone,
  );
}

function forbid(names, message) {
  return {
    paths: names.map((name) => ({ name, message })),
    patterns: names.map((name) => ({ group: [`${name}/*`], message })),
  };
}

const fileAccess = [
  'fs',
  'node:fs',
  'fs/promises',
  'node:fs/promises',
  'child_process',
  'node:child_process',
  'net',
  'node:net',
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/coverage/',
      '.nx/',
      '**/.pgpm/',
      '**/*.js',
      '**/*.cjs',
      '**/fixtures/',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: {
        project: 'tsconfig.lint.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.js', '.json'], extensionAlias: { '.js': ['.ts', '.js'] } }),
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: layerRules() }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
    },
  },
  {
    // The engine never prints, exits or reads the environment; its caller does.
    files: sources('engine'),
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'console'].map((name) => ({ name, message: 'belongs to the caller of the engine' })),
      ],
    },
  },
  ...Object.entries(packageImports).map(([name, allowed]) => ({
    files: [`packages/${name}/src/**/*.ts`],
    ignores: ['**/*.spec.ts', '**/nx-internals.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        forbid(
          [...workspacePackages, 'pg', 'nx', '@nx/devkit', 'semver'].filter((other) => !allowed.includes(other)),
          `not for packages/${name}`,
        ),
      ],
    },
  })),
  ...layersWithoutSideEffects.map((layer) => ({
    files: [`${inside(layer)}/**/*.ts`],
    ignores: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        forbid(['pg', ...fileAccess], `${layer} neither touches files nor databases`),
      ],
    },
  })),
  ...layersWithoutDatabase
    .filter((layer) => !layersWithoutSideEffects.includes(layer))
    .map((layer) => ({
      files: [`${inside(layer)}/**/*.ts`],
      ignores: ['**/*.spec.ts'],
      rules: {
        '@typescript-eslint/no-restricted-imports': ['error', forbid(['pg'], `${layer} does not talk to databases`)],
      },
    })),
  {
    // Test callbacks may be short of ceremony, and the driver's rows are `any`.
    files: ['**/*.spec.ts', '**/test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
