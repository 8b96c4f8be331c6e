import { readdirSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';

import { nodeResolve } from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';

import { beforeUpgradeStyles } from './elements/src/player/ssr/before-upgrade.styles.ts';
import { tokenDeclarations } from './elements/src/styles/tokens.ts';
import { clean } from './rollup/clean.js';
import { integrity } from './rollup/integrity.js';
import { engineApart, engineBuild } from './rollup/engine-build.js';
import { minify } from './rollup/minify.js';
import { minifyCss } from './rollup/minify-css.js';
import { pageHtml } from './rollup/page-html.js';
import { styles } from './rollup/styles.js';
import { workers } from './rollup/workers.js';

const resolve = () =>
  nodeResolve({
    exportConditions: ['source', 'browser', 'production'],
    extensions: ['.ts', '.mjs', '.js', '.json'],
  });
const typescript = (tsconfig) =>
  esbuild({ target: 'es2022', charset: 'utf8', tsconfig, sourceMap: true, include: /\.ts$/ });
const hashed = { hashCharacters: 'base36' };

const inFolder = (folder, pattern) =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true }) : [])
    .filter((path) => pattern.test(path) && !/\.(test|e2e\.test)\.ts$/.test(path))
    .map((path) => join(folder, path));

const named = (paths) => Object.fromEntries(paths.map((path) => [basename(path).replace(/\.ts$/, ''), path]));

/** A package for npm: one file out for each file in, so that a bundler of the page takes only what it needs. */
const npmPackage = (name, entries) => ({
  input: entries,
  external: (id) => !/^[./]|^\0/.test(id),
  plugins: [resolve(), workers(), typescript(`${name}/tsconfig.json`), clean()],
  output: {
    dir: `${name}/dist/esm`,
    format: 'es',
    preserveModules: true,
    preserveModulesRoot: `${name}/src`,
    sourcemap: true,
  },
});

const cdnOutput = {
  dir: 'elements/dist/cdn',
  format: 'es',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  ...hashed,
  manualChunks: engineApart,
  // What those import stays where it would be.
  onlyExplicitManualChunks: true,
  generatedCode: 'es2015',
  hoistTransitiveImports: false,
};

/**
 * The files that a script tag loads: entries at fixed names, everything else in hashed chunks. The player is built by
 * itself, so that all that it needs before anybody plays is one file: a second one would cost every page a round trip
 * before there is a picture. Who embeds other elements, too, loads what they share twice (Lit, 5 KiB).
 */
const cdn = () => {
  const files = {};
  const written = () => Object.keys(files).flatMap((name) => [name, `${name}.br`]);
  const plugins = () => [
    engineBuild(),
    resolve(),
    minifyCss(),
    workers(),
    typescript('elements/tsconfig.json'),
    minify(),
    integrity(files),
    clean({ also: written }),
  ];
  const [player, others] = [
    'elements/src/define/vid-player.ts',
    inFolder('elements/src/define', /^vid-[\w-]+\.ts$/),
  ];
  return [
    {
      input: named([player]),
      plugins: [styles({ more: { 'before-upgrade.css': beforeUpgradeStyles } }), ...plugins()],
      output: cdnOutput,
    },
    {
      input: {
        ...named(others.filter((path) => path !== player)),
        vidkit: 'elements/src/define/all.ts',
        embed: 'elements/src/embed/vid-embed.ts',
      },
      plugins: [besidePlayer(), ...plugins()],
      output: cdnOutput,
    },
  ];
};

/** Whoever defines the player in the second build loads what the first one made. */
const besidePlayer = () => ({
  name: 'beside-player',
  resolveId: (id, importer) =>
    importer && /(^|\/)define\/vid-player(\.ts)?$/.test(id.replace('./', 'define/'))
      ? { id: './vid-player.js', external: 'relative' }
      : null,
});

const studio = () => ({
  input: { main: 'studio/src/main.ts' },
  plugins: [
    engineBuild(),
    resolve(),
    minifyCss(),
    workers(),
    typescript('studio/tsconfig.json'),
    minify(),
    pageHtml({ template: 'studio/index.html', entry: 'main', base: '/studio/' }),
    clean(),
  ],
  output: {
    dir: 'studio/dist',
    format: 'es',
    entryFileNames: 'assets/[name]-[hash].js',
    chunkFileNames: 'assets/[name]-[hash].js',
    assetFileNames: 'assets/[name]-[hash][extname]',
    ...hashed,
    manualChunks: engineApart,
  },
});

/** Scripts and styles of the pages that the API renders. */
const pages = () => ({
  input: named(inFolder('api/pages', /^[\w-]+\.ts$/)),
  plugins: [
    engineBuild(),
    resolve(),
    minifyCss(),
    workers(),
    typescript('elements/tsconfig.json'),
    minify(),
    styles({ folder: 'api/pages', more: { 'tokens.css': `:root{${tokenDeclarations}}` } }),
  ],
  output: {
    dir: 'api/dist/pages',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    ...hashed,
    manualChunks: engineApart,
  },
});

const builds = {
  contracts: () => npmPackage('contracts', inFolder('contracts/src', /\.ts$/)),
  elements: () =>
    npmPackage(
      'elements',
      inFolder(
        'elements/src',
        /^(define\/[\w-]+|player\/ssr\/render-player|(player|upload|comments|embed)\/vid-[\w-]+|embed\/frame\/(\w+-frame|answer-host)|session\/session|styles\/tokens|icons\/icons)\.ts$/,
      ),
    ),
  cdn,
  studio: () => (existsSync('studio/src/main.ts') && existsSync('studio/index.html') ? studio() : null),
  pages: () => (inFolder('api/pages', /^[\w-]+\.(ts|css)$/).length > 0 ? pages() : null),
};

/** `rollup -c` builds everything that there is; `rollup -c --configOnly cdn,studio` only these. */
export default (options) => {
  const only = options.configOnly?.split(',') ?? Object.keys(builds);
  delete options.configOnly;
  return only
    .flatMap((name) => builds[name]())
    .filter((build) => build && Object.keys(build.input).length > 0);
};
