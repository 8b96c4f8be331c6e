import type { CdnRelease } from './cdn-release.ts';

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
}

export const defaultOptions: EmbedOptions = {
  width: null,
  autoplay: false,
  loop: false,
  startSeconds: 0,
  accent: null,
  comments: false,
  allHashes: false,
};

export interface EmbeddedVideo {
  readonly id: string;
  readonly title: string;
  readonly width: number | null;
  readonly height: number | null;
}

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
  const attributes: Attributes = {
    'video-id': video.id,
    autoplay: options.autoplay,
    muted: options.autoplay,
    loop: options.loop,
    'start-time': options.startSeconds > 0 && String(options.startSeconds),
    'aspect-ratio': video.width !== null && video.height !== null && `${video.width}/${video.height}`,
    style: style.length > 0 && style.join('; '),
  };
  return [
    ...(options.allHashes ? [importMap(entries, release)] : []),
    ...entries.map((entry) => scriptTag(entry, release)),
    tag('vid-player', attributes),
    ...(options.comments ? [tag('vid-comments', { 'video-id': video.id })] : []),
  ].join('\n');
};

/** All three tags, for a page that shows many videos; the ids come from the page. */
export const tagsSnippet = (release: CdnRelease): string =>
  [
    scriptTag('vidkit.js', release),
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
  const shape = { width: video.width ?? 16, height: video.height ?? 9 };
  const width = options.width ?? Math.min(video.width ?? 640, 640);
  const fills = `width: 100%; height: auto; aspect-ratio: ${shape.width} / ${shape.height}; border: 0`;
  return tag('iframe', {
    src: `${origin}/embed/${video.id}${search.size > 0 ? `?${search}` : ''}`,
    title: video.title,
    width: String(width),
    height: String(Math.round((width * shape.height) / shape.width)),
    style: options.width === null ? fills : 'border: 0',
    loading: 'lazy',
    referrerpolicy: 'strict-origin-when-cross-origin',
    allow: 'autoplay; fullscreen; picture-in-picture; encrypted-media; screen-wake-lock; web-share',
    allowfullscreen: true,
  });
};

type Attributes = Readonly<Record<string, string | boolean>>;

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

const scriptTag = (entry: string, { baseUrl, files }: CdnRelease): string =>
  tag('script', {
    type: 'module',
    src: baseUrl + entry,
    integrity: files[entry]?.integrity ?? false,
    crossorigin: true,
  });

const tag = (name: string, attributes: Attributes): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== false)
    .map(([key, value]) => (value === true ? ` ${key}` : ` ${key}="${escape(String(value))}"`));
  return `<${name}${written.join('')}></${name}>`;
};

const escape = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );
