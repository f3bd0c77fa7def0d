#!/usr/bin/env node
// Fills dist/ of a package: a file for each entry that its manifests name, files for what these share or load when they need it
// (docs/decisions/0018-bundles.md), and what is no code (.sql, .d.ts, schema.json, templates). Types come from tsc.
import { cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { rollup } from 'rollup';

const require = createRequire(import.meta.url);
const { transform } = require('@swc/core');
const { jsc } = require('./swc-options.cjs');

const manifests = ['package.json', 'executors.json', 'generators.json', 'migrations.json'];
const isAsset = (path) => statSync(path).isDirectory() || path.endsWith('.d.ts') || !path.endsWith('.ts');

/** Lets rollup read sources: `./x.js` means `x.ts`, and `__filename` and `__dirname` what they would be in a dist/ of such files. */
const sources = {
  name: 'sources',
  resolveId: (id, importer) =>
    importer !== undefined && id.startsWith('.') ? resolve(dirname(importer), id.replace(/\.js$/, '.ts')) : null,
  transform: async (code, filename) => {
    const { code: compiled, map } = await transform(code, { jsc, filename, swcrc: false, sourceMaps: true });
    return { code: compiled.replace(/\b__(dirname|filename)\b/g, 'import.meta.$1'), map };
  },
  resolveImportMeta: (property, { chunkId, moduleId }) => {
    const source = relative('src', property === 'dirname' ? dirname(moduleId) : moduleId.replace(/\.ts$/, '.js'));
    return `\`\${__dirname}/${relative(dirname(chunkId), source).replaceAll('\\', '/')}\``;
  },
};

/** The sources of what manifests say is code in dist/, by name: `"./dist/parse.js"` is `parse: 'src/parse.ts'`. */
function entries() {
  const texts = manifests.filter((name) => existsSync(name)).map((name) => readFileSync(name, 'utf8'));
  const names = [...texts.join().matchAll(/"\.\/dist\/([\w/-]+)(?:\.js)?(?:#\w+)?"/g)].map(([, name]) => name);
  return Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]));
}

async function bundle() {
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
  const packages = Object.keys({ ...dependencies, ...peerDependencies });
  const bundled = await rollup({
    input: entries(),
    external: (id) => id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [sources],
    onLog: (level, { message }) => {
      if (level === 'warn') throw new Error(message);
    },
  });
  await bundled.write({
    dir: 'dist',
    format: 'cjs',
    exports: 'named',
    interop: 'auto',
    // A lazy import() becomes a require(): Node's own starts a second loader, and in jest CommonJS cannot import().
    dynamicImportInCjs: false,
    chunkFileNames: 'chunks/[name].js',
    sourcemap: true,
    sourcemapExcludeSources: true,
  });
}

if (process.argv.includes('--help')) {
  console.log('usage: node tools/bundle.mjs    (in a package: makes dist/ from src/)');
} else if (!existsSync('src') || !existsSync('package.json')) {
  console.error('bundle: run this in the folder of a package');
  process.exitCode = 2;
} else {
  rmSync('dist', { recursive: true, force: true });
  await bundle();
  cpSync('src', 'dist', { recursive: true, filter: isAsset });
}
