#!/usr/bin/env node
// Fills dist/ of a package: a file for each entry that its manifests name, files for what these share or load when they need it
// (docs/decisions/0018-bundles.md), what is no code (.sql, .d.ts, schema.json, templates), and the licenses of packages that are in these
// files. Types come from tsc.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
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
    importer?.endsWith('.ts') && id.startsWith('.') ? resolve(dirname(importer), id.replace(/\.js$/, '.ts')) : null,
  transform: async (code, filename) => {
    if (!filename.endsWith('.ts')) return null;
    const { code: compiled, map } = await transform(code, { jsc, filename, swcrc: false, sourceMaps: true });
    return { code: compiled.replace(/\b__(dirname|filename)\b/g, 'import.meta.$1'), map };
  },
  resolveImportMeta: (property, { chunkId, moduleId }) => {
    const source = relative('src', property === 'dirname' ? dirname(moduleId) : moduleId.replace(/\.ts$/, '.js'));
    return `\`\${__dirname}/${relative(dirname(chunkId), source).replaceAll('\\', '/')}\``;
  },
};

/** Finds packages that are bundled: those that we import and that are no dependencies of whoever installs us. */
const bundledPackages = {
  name: 'bundled-packages',
  resolveId: (id, importer) => {
    if (importer === undefined || importer.startsWith('\0')) return null;
    try {
      return createRequire(importer).resolve(id);
    } catch (error) {
      // What a package can do without is looked for where it runs.
      if (importer.includes('/node_modules/')) return { id, external: true };
      throw error;
    }
  },
};

/** Who wrote the packages that files contain, and on which terms. */
function notices(files) {
  const folders = new Set(files.flatMap((file) => file.match(/^\/.*\/node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
  return [...folders].sort().map((folder) => {
    const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const terms =
      file === undefined ? `Copyright (c) ${author.name ?? author}` : readFileSync(join(folder, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${terms}\n`;
  });
}

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
    external: (id) => isBuiltin(id) || packages.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [sources, bundledPackages, commonjs({ strictRequires: true })],
    onLog: (level, { message, ids = [] }) => {
      const isOurs = !ids.some((id) => id.includes('/node_modules/'));
      if (level === 'warn' && isOurs) throw new Error(message);
    },
  });
  const { output } = await bundled.write({
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
  const others = notices(output.flatMap((file) => file.moduleIds ?? []));
  if (others.length > 0) writeFileSync('dist/third-party.txt', others.join(`\n${'-'.repeat(80)}\n\n`));
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
