import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import { minify } from 'terser';

/**
 * Two engines from one package. `own-hls.ts` plays our own streams and is built from the engine's source without what they
 * never need; `any-hls.ts` plays everything, and is the engine's own minified file.
 */
export const engineBuild = () => ({
  name: 'engine-build',
  resolveId: (id) => {
    if (id.endsWith('/own-hls.ts')) return ownId;
    return id.endsWith('/any-hls.ts') ? sourceOf('hls.js/dist/hls.min.mjs') : null;
  },
  load: (id) => (id === ownId ? (ownCode ??= buildOwn()) : null),
});

const ownId = '\0hls.js/own';
let ownCode;

const beginning =
  /\/player\/(start\/|engine\/((create|native)-engine|engine)\.|companions\/(account|choices|companions|next-source|only-one|resume)\.|model\/(positions|preferences|buffered)|source\/(tracks|keep-fresh)|beacon\/record-views)/;

/**
 * Engines in chunks of their own: they are minified already, and only their own releases change their address. What begins
 * to play is one file, with all that it shares with later ones: a second one would be a round trip more.
 */
export const engineApart = (id) => {
  if (id === ownId) return 'own-hls';
  if (id.includes('/hls.js/')) return 'hls';
  return beginning.test(id) ? 'start' : undefined;
};

/** Chunks of `engineApart`. */
export const isEngine = ({ name }) => name === 'own-hls' || name === 'hls';

/** Our streams are fMP4 with sound in a group of its own; their texts come from the API, and nothing is encrypted. */
const features = {
  __USE_ALT_AUDIO__: true,
  __USE_CMCD__: true,
  __USE_CONTENT_STEERING__: false,
  __USE_EME_DRM__: false,
  __USE_IFRAMES__: false,
  __USE_INTERSTITIALS__: false,
  __USE_M2TS_ADVANCED_CODECS__: false,
  __USE_MEDIA_CAPABILITIES__: false,
  __USE_SUBTITLES__: false,
  __USE_VARIABLE_SUBSTITUTION__: false,
  __IN_WORKER__: false,
  __HLS_WORKER_BUNDLE__: false,
};

/** Reads of formats that are not fMP4: none of them takes anything for its own. */
const formats = /\/(tsdemuxer|aacdemuxer|mp3demuxer|ac3-demuxer)$/;
const noFormat =
  'export default class { static probe() { return false; } } export const AC3Demuxer = class {};';

/** What turns those formats into fMP4; a few of its functions are used for fMP4, too. */
const remuxer = /\/mp4-remuxer$/;
const noRemuxer = (path) => `
  export { flushTextTrackMetadataCueSamples, flushTextTrackUserdataCueSamples, normalizePts } from ${JSON.stringify(path)};
  export default class {}`;

const buildOwn = async () => {
  const entry = sourceOf('hls.js/src/hls.ts');
  const folder = entry.slice(0, entry.lastIndexOf('/'));
  const { version } = (await import('hls.js/package.json', { with: { type: 'json' } })).default;
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    define: {
      __VERSION__: JSON.stringify(version),
      ...Object.fromEntries(Object.entries(features).map(([name, used]) => [name, String(used)])),
    },
    plugins: [
      {
        name: 'without-formats',
        setup: (plugin) => {
          plugin.onResolve({ filter: formats }, ({ path }) => ({ path, namespace: 'none' }));
          plugin.onResolve({ filter: remuxer }, ({ path, namespace }) =>
            namespace === 'none' ? null : { path, namespace: 'none' },
          );
          plugin.onLoad({ filter: /.*/, namespace: 'none' }, ({ path }) => ({
            contents: remuxer.test(path) ? noRemuxer(`${folder}/remux/mp4-remuxer.ts`) : noFormat,
            resolveDir: folder,
          }));
        },
      },
    ],
  });
  const { code } = await minify(outputFiles[0].text, { ecma: 2022, module: true, compress: { passes: 2 } });
  return { code, map: null };
};

const sourceOf = (specifier) => {
  const [name, ...path] = specifier.split('/');
  return fileURLToPath(new URL(path.join('/'), import.meta.resolve(`${name}/package.json`)));
};
