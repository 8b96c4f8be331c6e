import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

import { build } from 'esbuild';

/** What a page needs to know of the video that it embeds. */
export interface Embedded {
  /** The product's own script. */
  readonly script: string;
  readonly videoId: string;
  /** The stream as the API names it. */
  readonly hlsUrl: string;
  /** The same stream for players that begin with what is listed first: 360 lines. */
  readonly smallFirstUrl: string;
}

interface Page {
  /** Module of the page; null for one without a bundle. */
  readonly module: string | null;
  readonly body: (video: Embedded) => string;
}

/** A part of what the guide and the Share panel give to paste. */
const keptPlace = '<style>vid-player:not(:defined) { display: block; aspect-ratio: 16 / 9 }</style>';

const mediaChromeBar =
  '<media-control-bar><media-play-button></media-play-button><media-mute-button></media-mute-button><media-volume-range></media-volume-range><media-time-range></media-time-range><media-time-display showduration></media-time-display><media-fullscreen-button></media-fullscreen-button></media-control-bar>';

/** As the documentation of each tells a page to embed a video that begins by itself, muted, with its usual controls. */
export const players: Readonly<Record<string, Page>> = {
  '`<vid-player>`': {
    module: null,
    body: ({ script, videoId }) =>
      `<script type="module" src="${script}"></script>${keptPlace}
      <vid-player video-id="${videoId}" autoplay muted></vid-player>`,
  },
  'native HLS, no script': {
    module: null,
    body: ({ smallFirstUrl }) => `<video src="${smallFirstUrl}" autoplay muted controls></video>`,
  },
  'Plyr, hls.js': {
    module: `
      import 'plyr/dist/plyr.css';
      import Plyr from 'plyr';
      const { default: Hls } = await import('hls.js');
      const media = document.querySelector('video');
      new Plyr(media);
      const hls = new Hls();
      hls.loadSource(media.dataset.src);
      hls.attachMedia(media);
      media.play();`,
    body: ({ smallFirstUrl }) => `<video data-src="${smallFirstUrl}" muted playsinline controls></video>`,
  },
  'media-chrome, hls-video-element': {
    module: `import 'media-chrome'; import 'hls-video-element';`,
    body: ({
      smallFirstUrl,
    }) => `<media-controller><hls-video slot="media" src="${smallFirstUrl}" autoplay muted playsinline crossorigin></hls-video>
      ${mediaChromeBar}</media-controller>`,
  },
  Vidstack: {
    module: `
      import 'vidstack/player/styles/default/theme.css';
      import 'vidstack/player/styles/default/layouts/video.css';
      import 'vidstack/player'; import 'vidstack/player/layouts/default'; import 'vidstack/player/ui';
      import Hls from 'hls.js';
      const player = document.querySelector('media-player');
      player.addEventListener('provider-change', ({ detail }) => { if (detail?.type === 'hls') detail.library = Hls; });
      player.src = { src: player.dataset.src, type: 'application/x-mpegurl' };`,
    body: ({ smallFirstUrl }) =>
      `<media-player data-src="${smallFirstUrl}" autoplay muted playsinline load="eager"><media-provider></media-provider><media-video-layout></media-video-layout></media-player>`,
  },
  'Mux Player': {
    module: `import '@mux/mux-player';`,
    body: ({ smallFirstUrl }) =>
      `<mux-player src="${smallFirstUrl}" autoplay="muted" muted disable-tracking disable-cookies></mux-player>`,
  },
  'Video.js 10, SPF': {
    module: `import '@videojs/html/video/player'; import '@videojs/html/video/skin'; import '@videojs/html/media/simple-hls-video';`,
    body: ({ smallFirstUrl }) =>
      `<video-player><video-skin><simple-hls-video slot="media" src="${smallFirstUrl}" preload="auto" autoplay muted playsinline></simple-hls-video></video-skin></video-player>`,
  },
};

const ten = <T>(of: (index: number) => T): readonly T[] =>
  Array.from({ length: 10 }, (_, index) => of(index));

/** Ten players on a page that nobody has touched, each as its documentation shows it. */
export const idlePlayers: Readonly<Record<string, Page>> = {
  'no player': { module: null, body: () => '' },
  '`<video>` with `preload="none"`': {
    module: null,
    body: ({ hlsUrl }) => ten(() => `<video src="${hlsUrl}" preload="none" controls></video>`).join(''),
  },
  '`<vid-player>`': {
    module: null,
    body: ({ script, videoId }) =>
      `<script type="module" src="${script}"></script>${keptPlace}
      ${ten(() => `<vid-player video-id="${videoId}"></vid-player>`).join('')}`,
  },
  'Plyr, without a stream': {
    module: `
      import 'plyr/dist/plyr.css';
      import Plyr from 'plyr';
      for (const media of document.querySelectorAll('video')) new Plyr(media);`,
    body: () => ten(() => '<video playsinline controls preload="none"></video>').join(''),
  },
  'media-chrome, hls-video-element': {
    module: players['media-chrome, hls-video-element']?.module ?? null,
    body: ({ hlsUrl }) =>
      ten(
        () => `<media-controller><hls-video slot="media" src="${hlsUrl}" preload="none" playsinline crossorigin></hls-video>
      ${mediaChromeBar}</media-controller>`,
      ).join(''),
  },
  'Mux Player': {
    module: players['Mux Player']?.module ?? null,
    body: ({ hlsUrl }) =>
      ten(
        () => `<mux-player src="${hlsUrl}" preload="none" disable-tracking disable-cookies></mux-player>`,
      ).join(''),
  },
  'Video.js 10, SPF': {
    module: players['Video.js 10, SPF']?.module ?? null,
    body: ({ hlsUrl }) =>
      ten(
        () =>
          `<video-player><video-skin><simple-hls-video slot="media" src="${hlsUrl}" preload="none" playsinline></simple-hls-video></video-skin></video-player>`,
      ).join(''),
  },
};

export interface PlayerSite {
  address(player: string): string;
  close(): Promise<void>;
}

interface File {
  readonly type: string;
  readonly bytes: Buffer;
}

/** A site of somebody else with a page for each player, its scripts bundled, compressed and never kept. */
export const openPlayerSite = async (
  pages: Readonly<Record<string, Page>>,
  video: Embedded,
): Promise<PlayerSite> => {
  const files = new Map<string, File>();
  const names = Object.keys(pages);
  for (const [index, page] of Object.values(pages).entries()) {
    const built = page.module === null ? [] : await bundle(page.module, `${index}`);
    for (const { name, bytes } of built) {
      const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
      files.set(`/${name}`, { type, bytes: await promisify(brotliCompress)(bytes) });
    }
    const entry = built.find(({ name }) => /main\.js$/.test(name));
    const sheet = built.find(({ name }) => /main\.css$/.test(name));
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,">
${sheet ? `<link rel="stylesheet" href="/${sheet.name}">` : ''}${entry ? `<script type="module" src="/${entry.name}"></script>` : ''}
<h1>A page</h1>${page.body(video)}<p>Text below.</p></html>`;
    files.set(`/page/${index}`, { type: 'text/html', bytes: await promisify(brotliCompress)(html) });
  }
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': file.type,
      'content-encoding': 'br',
      'cache-control': 'no-store',
    });
    return response.end(file.bytes);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: (player) => `http://127.0.0.1:${port}/page/${names.indexOf(player)}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

const bench = join(import.meta.dirname, '../..');

const bundle = async (contents: string, prefix: string): Promise<{ name: string; bytes: Buffer }[]> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: bench, sourcefile: 'main.js' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: join(bench, prefix),
    entryNames: 'main',
    chunkNames: 'chunk-[hash]',
    logLevel: 'error',
    loader: { '.svg': 'dataurl', '.woff2': 'dataurl' },
  });
  return outputFiles.map(({ path, contents: bytes }) => ({
    name: path.slice(bench.length + 1),
    bytes: Buffer.from(bytes),
  }));
};
