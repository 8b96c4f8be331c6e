import { frameCode } from './frame-code.ts';
import { startTag, tag, type Attributes } from './tag.ts';

interface BuiltFile {
  readonly integrity: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

/** The elements as a script tag loads them: one version, each file with its hash. */
export interface CdnRelease {
  /** Address that the files lie under, with a slash at the end. */
  readonly baseUrl: string;
  readonly files: Readonly<Record<string, BuiltFile>>;
}

/** How a video shall look and behave on somebody's page. */
export interface EmbedOptions {
  /** CSS pixels; null fills its place. */
  readonly width: number | null;
  /** Muted, as browsers demand of anything that starts by itself. */
  readonly autoplay: boolean;
  readonly loop: boolean;
  /** Whole seconds. */
  readonly startSeconds: number;
  /** `#rrggbb`; null keeps ours. */
  readonly accent: string | null;
  readonly comments: boolean;
  /** Also hashes of the parts that load later, as an import map. */
  readonly allHashes: boolean;
  /** What the page will need is named in its head, and the poster in the tag. */
  readonly preload: boolean;
}

export const defaultOptions: EmbedOptions = {
  width: null,
  autoplay: false,
  loop: false,
  startSeconds: 0,
  accent: null,
  comments: false,
  allHashes: false,
  preload: false,
};

export interface EmbeddedVideo {
  readonly id: string;
  readonly title: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** Chunks that playing needs beside the player, by the names that the build gives them. */
const playingParts = ['start', 'companions'];

/** Of a video that none is known of, as the player has it. */
const usualShape = '16/9';

export const watchUrl = (origin: string, id: string): string => `${origin}/watch/${id}`;

export const oembedUrl = (origin: string, id: string): string =>
  `${origin}/oembed?url=${encodeURIComponent(watchUrl(origin, id))}`;

/** The tags, and the scripts that define them: at one version, checked by their hashes. */
export const scriptSnippet = (video: EmbeddedVideo, options: EmbedOptions, release: CdnRelease): string => {
  const entries = ['vid-player.js', ...(options.comments ? ['vid-comments.js'] : [])];
  const style = [
    options.width === null ? '' : `max-width: ${options.width}px`,
    options.accent === null ? '' : `--vid-accent: ${options.accent}`,
  ].filter(Boolean);
  const shape = video.width !== null && video.height !== null && `${video.width}/${video.height}`;
  const attributes: Attributes = {
    'video-id': video.id,
    autoplay: options.autoplay,
    muted: options.autoplay,
    loop: options.loop,
    'start-time': options.startSeconds > 0 && String(options.startSeconds),
    'aspect-ratio': shape,
    poster: options.preload && posterUrl(release, video.id),
    style: style.length > 0 && style.join('; '),
  };
  return [
    ...(options.allHashes ? [importMap(entries, release)] : []),
    ...entries.map((entry) => scriptTag(entry, release)),
    keptPlace(`vid-player[video-id='${video.id}']`, shape || usualShape),
    tag('vid-player', attributes),
    ...(options.comments ? [tag('vid-comments', { 'video-id': video.id })] : []),
  ].join('\n');
};

/**
 * For the head of a page that wants the last milliseconds: the connection, the player's code and the poster are fetched
 * before the page's own scripts ask for them; what plays it too, where it begins by itself.
 */
export const preloadSnippet = (video: EmbeddedVideo, options: EmbedOptions, release: CdnRelease): string => {
  const { baseUrl, files } = release;
  const parts = options.autoplay
    ? Object.keys(files).filter((name) => playingParts.some((part) => name.startsWith(`chunks/${part}-`)))
    : [];
  return [
    startTag('link', { rel: 'preconnect', href: new URL(baseUrl).origin, crossorigin: true }),
    startTag('link', {
      rel: 'preload',
      as: 'image',
      href: posterUrl(release, video.id),
      fetchpriority: 'high',
    }),
    ...[...withImports(['vid-player.js', ...parts], release)].map((name) =>
      startTag('link', {
        rel: 'modulepreload',
        href: baseUrl + name,
        integrity: files[name]?.integrity ?? false,
        crossorigin: true,
      }),
    ),
  ].join('\n');
};

/** All three tags, for a page that shows many videos; the ids come from the page. */
export const tagsSnippet = (release: CdnRelease): string =>
  [
    scriptTag('vidkit.js', release),
    keptPlace('vid-player', usualShape),
    tag('vid-player', { 'video-id': '…' }),
    tag('vid-comments', { 'video-id': '…' }),
  ].join('\n');

/** For pages that take frames only. */
export const frameSnippet = (video: EmbeddedVideo, options: EmbedOptions, origin: string): string => {
  const search = new URLSearchParams();
  if (options.autoplay) {
    search.set('autoplay', '1');
    search.set('muted', '1');
  }
  if (options.loop) search.set('loop', '1');
  if (options.startSeconds > 0) search.set('start', String(options.startSeconds));
  if (options.accent !== null) search.set('color', options.accent.slice(1));
  const shape = { width: video.width ?? 16, height: video.height ?? 9 };
  const width = options.width ?? Math.min(video.width ?? 640, 640);
  const fills = `width: 100%; height: auto; aspect-ratio: ${shape.width} / ${shape.height}; border: 0`;
  return frameCode({
    src: `${origin}/embed/${video.id}${search.size > 0 ? `?${search.toString()}` : ''}`,
    title: video.title,
    width,
    height: Math.round((width * shape.height) / shape.width),
    style: options.width === null ? fills : 'border: 0',
  });
};

/** A picture at an address that stays; that of the API's answer ends. */
const posterUrl = ({ baseUrl }: CdnRelease, id: string): string =>
  `${watchUrl(new URL(baseUrl).origin, id)}/poster.jpg`;

/** The files with all that they import at once. */
const withImports = (names: readonly string[], { files }: CdnRelease): ReadonlySet<string> => {
  const reached = new Set(names);
  for (const name of reached) for (const next of files[name]?.imports ?? []) reached.add(next);
  return reached;
};

/** Hashes of every file that the entries can load later. Has to stand before any module script of the page. */
const importMap = (entries: readonly string[], { baseUrl, files }: CdnRelease): string => {
  const reached = new Set<string>(entries);
  for (const name of reached) {
    for (const next of [...(files[name]?.imports ?? []), ...(files[name]?.dynamicImports ?? [])])
      reached.add(next);
  }
  const parts = [...reached].filter((name) => !entries.includes(name) && files[name]);
  const integrity = Object.fromEntries(parts.map((name) => [baseUrl + name, files[name]?.integrity]));
  return `<script type="importmap">\n${JSON.stringify({ integrity }, null, 2)}\n</script>`;
};

/** Until the script is here the player has its place already, so that nothing below it moves. */
const keptPlace = (selector: string, shape: string): string =>
  `<style>${selector}:not(:defined) { display: block; aspect-ratio: ${shape} }</style>`;

const scriptTag = (entry: string, { baseUrl, files }: CdnRelease): string =>
  tag('script', {
    type: 'module',
    src: baseUrl + entry,
    integrity: files[entry]?.integrity ?? false,
    crossorigin: true,
  });
