import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

import { build } from 'esbuild';

import { printMachine, printTable } from './measure/report.ts';

/** What the documentation of each player tells a page to import for HLS with its usual controls. */
const players: Readonly<Record<string, { imports: readonly string[]; hls: string }>> = {
  Vidkit: { imports: ['@vidkit/elements/define/vid-player'], hls: 'on interest' },
  'Video.js 10, SPF engine': {
    imports: ['video/player', 'video/skin', 'media/simple-hls-video'].map((path) => `@videojs/html/${path}`),
    hls: 'included',
  },
  'Video.js 10, hls.js engine': {
    imports: ['video/player', 'video/skin', 'media/hls-video'].map((path) => `@videojs/html/${path}`),
    hls: 'included',
  },
  'Mux Player': { imports: ['@mux/mux-player'], hls: 'included' },
  Vidstack: {
    imports: [
      'vidstack/player/styles/default/theme.css',
      'vidstack/player/styles/default/layouts/video.css',
      'vidstack/player',
      'vidstack/player/layouts/default',
      'vidstack/player/ui',
    ],
    hls: 'on play, from a CDN',
  },
  Plyr: { imports: ['plyr/dist/plyr.css', 'plyr'], hls: 'not part of it' },
};

interface Size {
  /** Script and styles that a browser loads for the tag alone. */
  readonly beforePlay: number;
  /** The same with every part that can follow: engine, controls, languages. */
  readonly everything: number;
}

/** Brotli bytes (quality 11) of each file, summed. */
const measure = async (imports: readonly string[]): Promise<Size> => {
  const result = await build({
    stdin: {
      contents: imports.map((path, index) => importOf(path, index)).join('\n'),
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['source', 'production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    loader: { '.svg': 'dataurl' },
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const { outputs } = result.metafile;
  const bytes = new Map(
    result.outputFiles.map(({ path, contents }) => [
      Object.keys(outputs).find((name) => path.endsWith(`/${name}`)) ?? path,
      brotliCompressSync(contents).length,
    ]),
  );
  const sum = (names: Iterable<string>) =>
    [...names].reduce((total, name) => total + (bytes.get(name) ?? 0), 0);

  const first = new Set<string>();
  const visit = (name: string): void => {
    if (first.has(name)) return;
    first.add(name);
    for (const { path, kind } of outputs[name]?.imports ?? []) if (kind !== 'dynamic-import') visit(path);
  };
  for (const name of Object.keys(outputs)) {
    if (outputs[name]?.entryPoint === '<stdin>' || name.endsWith('.css')) visit(name);
  }
  return { beforePlay: sum(first), everything: sum(bytes.keys()) };
};

/** A default export that nobody uses would be dropped with all that hangs on it. */
const importOf = (path: string, index: number): string =>
  path === 'plyr'
    ? `import part${index} from '${path}'; globalThis.part${index} = part${index};`
    : `import '${path}';`;

interface CdnFile {
  readonly imports: readonly string[];
}

/** What our own CDN serves, where the build shortens templates and styles as well. Null when it is not built. */
const measureCdn = async (): Promise<number | null> => {
  const folder = join(import.meta.dirname, '../../elements/dist/cdn');
  const text = await readFile(join(folder, 'integrity.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const { files } = JSON.parse(text) as { files: Readonly<Record<string, CdnFile>> };
  const first = new Set(['vid-player.js']);
  for (const name of first) for (const next of files[name]?.imports ?? []) first.add(next);
  const sizes = await Promise.all(
    [...first].map(async (name) => brotliCompressSync(await readFile(join(folder, name))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

const kibibytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;

const sizes = new Map<string, Size>();
for (const [name, { imports }] of Object.entries(players)) sizes.set(name, await measure(imports));
const ours = sizes.get('Vidkit')?.beforePlay ?? NaN;
const cdn = await measureCdn();

printTable(
  ['player', 'before play', 'beside ours', 'with all that can follow', 'HLS engine'],
  [...sizes].map(([name, { beforePlay, everything }]) => [
    name,
    kibibytes(beforePlay),
    `${(beforePlay / ours).toFixed(1)} ×`,
    kibibytes(everything),
    players[name]?.hls ?? '',
  ]),
);
if (cdn) console.log(`\nVidkit as its own CDN serves it: ${kibibytes(cdn)} before play`);
printMachine();
