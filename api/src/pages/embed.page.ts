import { createHash } from 'node:crypto';

import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { Video } from '@vidkit/contracts/schemas/video';

import { cdnVersion } from './cdn.ts';
import type { EmbedOptions } from './embed-options.ts';
import { Html, html, type HtmlValue } from './html.ts';
import { renderPage } from './layout.ts';
import type { Messages } from './messages.ts';

export interface EmbedPageOptions {
  readonly video: Video;
  /** Null while nothing plays yet, or nothing plays here. */
  readonly playback: Playback | null;
  readonly options: EmbedOptions;
  readonly watchUrl: string;
  readonly t: Messages;
}

/**
 * The player alone, filling the frame that a host put it into. All that it needs before somebody plays is in the page
 * and in two scripts: what the API would answer stands in the player's tag, the style in the page itself.
 */
export const embedPage = ({
  video,
  playback,
  options,
  watchUrl,
  t,
}: EmbedPageOptions): { page: string; styleHash: string } => {
  const style = styleOf(options);
  const known = playback && withTexts(playback, options);
  const page = renderPage({
    lang: t.language,
    title: video.title,
    styles: [],
    head: html`<link rel="canonical" href="${watchUrl}" />
      <meta name="robots" content="${video.visibility === 'public' ? 'noindex, indexifembedded' : 'noindex'}" />
      ${new Html(`<style>${style}</style>`)}
      <script type="module" src="/cdn/${cdnVersion}/vid-player.js"></script>
      <script type="module" src="/assets/pages/embed.js"></script>`,
    body: html`<vid-player
        video-id="${video.id}"
        ${attributesOf(options)}
        playsinline${known && html` playback="${JSON.stringify(known)}"`}${options.quality && html` data-quality="${options.quality}"`}
      ></vid-player>
      ${options.title && html`<a class="title" href="${watchUrl}" target="_blank" rel="noopener" dir="auto">${video.title}</a>`}
      <noscript>${known ? withoutScripts(known) : html`<p>${t.scriptsNeeded}</p>`}</noscript>`,
  });
  return { page, styleHash: `'sha256-${createHash('sha256').update(style).digest('base64')}'` };
};

const attributesOf = (options: EmbedOptions): HtmlValue => [
  options.autoplay && html` autoplay`,
  options.muted && html` muted`,
  options.loop && html` loop`,
  !options.controls && html` without-controls`,
  !options.keyboard && html` without-hotkeys`,
  options.dnt && html` without-analytics without-preferences without-resume`,
  options.start !== null && html` start-time="${options.start}"`,
  options.end !== null && html` end-time="${options.end}"`,
];

/** The track that was asked for is the default one. */
const withTexts = (playback: Playback, { texts }: EmbedOptions): Playback => {
  if (texts === null) return playback;
  const choice = playback.tracks.filter(({ kind, forced }) => kind !== 'chapters' && !forced);
  const speaks = (language: string) =>
    choice.find((track) => track.language.toLowerCase() === language.toLowerCase());
  const chosen =
    typeof texts === 'string'
      ? speaks(texts)
      : texts
        ? (choice.find((track) => track.default) ?? choice[0])
        : null;
  // A language that the video does not have changes nothing.
  if (chosen === undefined) return playback;
  return { ...playback, tracks: playback.tracks.map((track) => ({ ...track, default: track === chosen })) };
};

/** The browser's own player, which knows HLS on phones and by now in most places. */
const withoutScripts = ({ hlsUrl, poster, tracks }: Playback): Html =>
  html`<video controls playsinline preload="none" src="${hlsUrl}"${poster && html` poster="${poster.url}"`}>
    ${tracks.map(
      ({ kind, language, label, url }) =>
        html`<track kind="${kind}" srclang="${language}" label="${label}" src="${url}" />`,
    )}
  </video>`;

const styleOf = ({ accent }: EmbedOptions): string =>
  [
    'html,body{margin:0;height:100%;background:#000;color:#fff;color-scheme:dark;font:14px/1.5 system-ui,sans-serif}',
    `vid-player,video{display:block;width:100%;height:100%;--vid-player-radius:0${accent === null ? '' : `;--vid-accent:${accent}`}}`,
    '.title{position:absolute;inset:0 0 auto;padding:12px 16px 32px;overflow:hidden;color:#fff;font-size:16px;font-weight:550;line-height:1.4;text-decoration:none;text-overflow:ellipsis;white-space:nowrap;text-shadow:0 0 4px rgb(0 0 0/.6);background:linear-gradient(rgb(0 0 0/.7),transparent)}',
    '.title[hidden]{display:none}',
    '.title:hover{text-decoration:underline}',
    '.title:focus-visible{outline:2px solid #fff;outline-offset:-4px}',
    'p{margin:0;padding:16px;text-align:center}',
  ].join('');
