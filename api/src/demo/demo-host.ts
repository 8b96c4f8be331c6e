import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';

import { cdnFiles, cdnVersion } from '../pages/cdn.ts';
import { html, raw, type Html } from '../pages/html.ts';

export interface DemoHostOptions {
  readonly publicUrl: string;
  readonly dataDir: string;
}

const tags = ['vid-player', 'vid-upload', 'vid-comments'] as const;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Somebody else's page, on another site than ours, which embeds the three tags by script tag only, under a
 * content policy of its own. `?video=<id>` shows another video than the demo.
 */
export const demoHost =
  ({ publicUrl, dataDir }: DemoHostOptions): RequestListener =>
  (req, res) => {
    const url = new URL(req.url ?? '/', 'http://demo.invalid');
    if (req.method !== 'GET' || (url.pathname !== '/' && url.pathname !== '/demo.css')) {
      res.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing here.\n');
      return;
    }
    if (url.pathname === '/demo.css') {
      res.writeHead(200, { 'content-type': 'text/css', 'cache-control': 'max-age=60' }).end(stylesheet);
      return;
    }
    void page(publicUrl, dataDir, url.searchParams.get('video')).then(
      ({ body, policy }) => {
        res.writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': policy,
          'cache-control': 'no-store',
        });
        res.end(body);
      },
      () => {
        res.writeHead(503, { 'content-type': 'text/plain' }).end('The elements are not built yet.\n');
      },
    );
  };

const page = async (
  publicUrl: string,
  dataDir: string,
  asked: string | null,
): Promise<{ body: string; policy: string }> => {
  const video = asked !== null && uuid.test(asked) ? asked : await demoVideo(dataDir);
  const files = await cdnFiles();
  const base = `${publicUrl}/cdn/${cdnVersion}/`;
  const importMap = JSON.stringify({
    integrity: Object.fromEntries(
      Object.entries(files)
        .filter(([name]) => name.endsWith('.js'))
        .map(([name, { integrity }]) => [base + name, integrity]),
    ),
  });
  const hash = createHash('sha256').update(importMap).digest('base64');
  const policy = [
    `default-src 'none'`,
    `script-src ${publicUrl} 'sha256-${hash}'`,
    `style-src 'self'`,
    `img-src ${publicUrl} data: blob:`,
    `media-src ${publicUrl} blob:`,
    `connect-src ${publicUrl}`,
    `worker-src blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return {
    policy,
    body: document(base, video, new ImportMap(importMap), (name) => files[name]?.integrity ?? ''),
  };
};

/** The import map stands in the page as it is hashed: JSON in a script is not escaped as text would be. */
class ImportMap {
  readonly #json: string;

  constructor(json: string) {
    if (json.includes('<')) throw new Error('an import map must not contain markup');
    this.#json = json;
  }

  toString(): string {
    return this.#json;
  }
}

const document = (
  base: string,
  video: string | null,
  importMap: ImportMap,
  integrityOf: (name: string) => string,
): string => {
  const head = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>The Lighthouse Journal</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/demo.css" />
      </head>
    </html> `;
  const scripts = tags.map(
    (tag) =>
      html`<script
        type="module"
        src="${base}${tag}.js"
        integrity="${integrityOf(`${tag}.js`)}"
        crossorigin
      ></script> `,
  );
  return `${head.toString()}<script type="importmap">${importMap.toString()}</script>\n${html`${scripts}`.toString()}</head>
${body(video).toString()}
</html>
`;
};

const body = (video: string | null): Html =>
  html`<body>
    <header>
      <p class="paper">The Lighthouse Journal</p>
      <p>A page on another site that embeds Vidkit with three tags</p>
    </header>
    <main>
      <article>
        <h1>What the keeper saw</h1>
        <p>
          Every evening the lamp turns on by itself now, but somebody still climbs the stairs to look. This is
          what they filmed.
        </p>
        ${
          video === null
            ? html`<p class="note">The demo video is on its way. Reload in a moment.</p>`
            : html`<vid-player video-id="${video}"></vid-player>
                <p>
                  Write what you think of it, and tell us the moment: a time such as 0:04 becomes a link into
                  the film.
                </p>
                <vid-comments video-id="${video}"></vid-comments>`
        }
      </article>
      <section aria-labelledby="send">
        <h2 id="send">Send us your own</h2>
        <p>Readers can upload here without leaving the page.</p>
        <vid-upload></vid-upload>
      </section>
    </main>
  </body>`;

/** Written by the first start, once the demo video has been uploaded. */
const demoVideo = async (dataDir: string): Promise<string | null> => {
  const text = await readFile(join(dataDir, 'demo.json'), 'utf8').catch(() => '{}');
  const id = (JSON.parse(text) as { video?: { id?: unknown } }).video?.id;
  return typeof id === 'string' && uuid.test(id) ? id : null;
};

const stylesheet = raw`:root { color-scheme: light dark; --vid-accent: oklch(0.55 0.15 35); }
* { box-sizing: border-box; }
body { margin: 0; background: light-dark(#fbf8f3, #16140f); color: light-dark(#221d16, #efe9df); font: 18px/1.6 Georgia, serif; }
header { padding: 24px; text-align: center; border-bottom: 1px solid light-dark(#ddd3c3, #3a352b); }
header p { margin: 0; font-size: 14px; color: light-dark(#655b4b, #b6ab98); }
header .paper { font-size: 28px; color: inherit; }
main { max-width: 760px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 36px; line-height: 1.2; margin: 16px 0; }
h2 { font-size: 24px; margin: 48px 0 8px; }
vid-player { display: block; aspect-ratio: 16 / 9; margin: 24px 0; }
vid-comments, vid-upload { display: block; margin: 16px 0; font-family: system-ui, sans-serif; font-size: 15px; }
.note { padding: 16px; border: 1px dashed light-dark(#b8aa92, #5d5545); }
`.toString();
