import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { ErrorCode } from '@vidkit/contracts/errors';
import type { Problem } from '@vidkit/contracts/schemas/basics';
import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { PutPoster, VideoPoster } from '@vidkit/contracts/schemas/poster';
import type { CreateSite, Site } from '@vidkit/contracts/schemas/site';
import type {
  CaptionKind,
  GenerateCaptions,
  PutCaptions,
  PutChapters,
  VideoTexts,
} from '@vidkit/contracts/schemas/texts';
import type { PutTrim, Trim, UntrimmedVideo } from '@vidkit/contracts/schemas/trim';
import type { UploadToken } from '@vidkit/contracts/schemas/upload-token';
import type { Video, VideoPatch } from '@vidkit/contracts/schemas/video';

import { createSite, createToken, createVideo, me } from './create-video.ts';

/** What a test tells its world. Each access token is a world of its own, so tests never meet. */
export interface WorldOrders {
  videos?: Video[];
  /** What became of the posters that were asked for. */
  posters?: (Pick<VideoPoster, 'videoId' | 'state'> & Partial<VideoPoster>)[];
  /** What became of captions from the sound. */
  texts?: (Partial<VideoTexts> & { readonly videoId: string })[];
  sites?: Site[];
  tokens?: UploadToken[];
  /** Sent to everybody who follows. */
  frame?: LiveFrame;
  /** `PATCH /v1/videos` and the like → this answer, so many times. */
  fail?: { call: string; status: number; code: ErrorCode; times?: number }[];
  /** Refuses refresh tokens from now on. */
  endSession?: boolean;
}

/** A call as the world saw it. */
export interface SeenCall {
  readonly call: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: string | null;
}

interface World {
  videos: Map<string, Video>;
  deleted: Map<string, Video>;
  texts: Map<string, VideoTexts>;
  trims: Map<string, Trim | null>;
  posters: Map<string, VideoPoster>;
  sites: Site[];
  tokens: UploadToken[];
  followers: Set<{ write: (text: string) => void }>;
  failures: { call: string; status: number; code: ErrorCode; times: number }[];
  calls: SeenCall[];
  sessionEnded: boolean;
}

/** As much of Koa's context as is needed here. */
interface Context {
  path: string;
  method: string;
  query: Record<string, string | undefined>;
  status: number;
  body: unknown;
  type: string;
  respond?: boolean;
  get(header: string): string;
  set(header: string, value: string): void;
  req: AsyncIterable<Uint8Array> & { on(event: 'close', listener: () => void): void };
  res: {
    writeHead(status: number, headers: Record<string, string>): void;
    write(text: string): void;
  };
}

const worlds = new Map<string, World>();

const worldOf = (token: string): World => {
  const world = worlds.get(token) ?? {
    videos: new Map(),
    deleted: new Map(),
    texts: new Map(),
    trims: new Map(),
    posters: new Map(),
    sites: [],
    tokens: [],
    followers: new Set(),
    failures: [],
    calls: [],
    sessionEnded: false,
  };
  worlds.set(token, world);
  return world;
};

const read = async (context: Context): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of context.req) text += decoder.decode(chunk, { stream: true });
  return text;
};

const answer = (context: Context, status: number, body: unknown): void => {
  context.status = status;
  context.body = body === undefined ? null : JSON.stringify(body);
  context.type = 'application/json';
};

const refuse = (context: Context, status: number, code: ErrorCode): void => {
  const problem: Problem = { type: code, title: code, status, code, detail: code, requestId: 'test' };
  answer(context, status, problem);
  context.type = 'application/problem+json';
};

const send = (world: World, frame: LiveFrame): void => {
  const text = `event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`;
  for (const follower of world.followers) follower.write(text);
};

const follow = (context: Context, world: World): void => {
  context.respond = false;
  context.status = 200;
  context.res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  context.res.write(': hello\n\n');
  world.followers.add(context.res);
  context.req.on('close', () => world.followers.delete(context.res));
};

const list = (context: Context, { videos }: World): void => {
  const { q = '', status, visibility, folder, cursor, limit = '24' } = context.query;
  const found = [...videos.values()]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .filter((video) => video.title.toLowerCase().includes(q.toLowerCase()))
    .filter(
      (video) => (!status || video.status === status) && (!visibility || video.visibility === visibility),
    )
    .filter((video) => !folder || video.folder === folder)
    .filter((video) => !cursor || video.id < cursor);
  const items = found.slice(0, Number(limit));
  answer(context, 200, {
    items,
    nextCursor: found.length > items.length ? (items.at(-1)?.id ?? null) : null,
  });
};

const update = (context: Context, world: World, video: Video, patch: VideoPatch): void => {
  if (context.get('if-match') === '') return refuse(context, 428, 'precondition_required');
  if (context.get('if-match') !== `"v${video.version}"`) return refuse(context, 412, 'version_conflict');
  const changed = { ...video, ...(patch as Partial<Video>), version: video.version + 1 };
  world.videos.set(video.id, { ...changed, title: changed.title.trim() });
  answer(context, 200, world.videos.get(video.id));
};

const playback = (video: Video): Playback => ({
  videoId: video.id,
  revision: 1,
  growing: false,
  status: video.status,
  title: video.title,
  channel: video.channel,
  durationMs: video.durationMs ?? 12_000,
  width: 640,
  height: 360,
  hasVideo: true,
  hasAudio: true,
  hlsUrl: '/media/master.m3u8',
  playlists: {},
  poster: { url: '/media/poster.jpg', width: 640, height: 360, color: null, placeholder: null, sources: [] },
  previewUrl: null,
  storyboardUrl: null,
  tracks: [],
  transcriptUrl: null,
  chapters: [],
  watchUrl: `/watch/${video.id}`,
  embedUrl: `/embed/${video.id}`,
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
});

const onVideo = async (
  context: Context,
  world: World,
  id: string,
  rest: string,
  name: readonly string[],
): Promise<void> => {
  const call = `${context.method} ${rest}`;
  const video = world.videos.get(id);
  if (call === 'POST undelete') {
    const back = world.deleted.get(id);
    if (!back) return refuse(context, 404, 'not_found');
    world.deleted.delete(id);
    world.videos.set(id, back);
    return answer(context, 200, back);
  }
  if (!video) return refuse(context, 404, 'not_found');
  switch (call) {
    case 'GET ':
      return answer(context, 200, video);
    case 'PATCH ':
      return update(context, world, video, world.calls.at(-1)?.body as VideoPatch);
    case 'DELETE ':
      world.videos.delete(id);
      world.deleted.set(id, video);
      return answer(context, 204, undefined);
    case 'POST reprocess': {
      const progress = { stage: 'queued' as const, percent: 0, secondsLeft: null };
      const begun = {
        ...video,
        status: 'processing' as const,
        failure: null,
        progress,
        version: video.version + 1,
      };
      world.videos.set(id, begun);
      return answer(context, 202, begun);
    }
    case 'POST archive':
    case 'POST restore': {
      const away = rest === 'archive';
      const readyAt = away ? null : new Date(Date.now() + 3_600_000).toISOString();
      const status = away ? ('archived' as const) : ('restoring' as const);
      const moved = { ...video, status, playable: false, readyAt, version: video.version + 1 };
      world.videos.set(id, moved);
      return answer(context, 202, moved);
    }
    case 'POST source': {
      if (name[0] !== 'restore') return refuse(context, 404, 'not_found');
      const readyAt = new Date(Date.now() + 3_600_000).toISOString();
      const asked = {
        ...video,
        source: { state: 'restoring' as const, readyAt },
        version: video.version + 1,
      };
      world.videos.set(id, asked);
      return answer(context, 202, asked);
    }
    case 'GET playback':
      return answer(context, 200, playback(video));
    case 'GET texts':
    case 'POST captions':
    case 'PUT captions':
    case 'DELETE captions':
    case 'PUT chapters':
      return onTexts(context, world, id, call, name);
    case 'GET trim':
      if (video.status === 'processing' && !world.trims.has(id))
        return refuse(context, 409, 'trim_unavailable');
      return answer(context, 200, {
        trim: world.trims.get(id) ?? null,
        durationMs: 70_000,
        hlsUrl: '/media/master.m3u8',
        storyboardUrl: '/media/storyboard.vtt',
      } satisfies UntrimmedVideo);
    case 'PUT trim': {
      if (context.get('if-match') !== `"v${video.version}"`) return refuse(context, 412, 'version_conflict');
      const { trim } = world.calls.at(-1)?.body as PutTrim;
      world.trims.set(id, trim);
      const progress = trim ? { stage: 'queued' as const, percent: 0, secondsLeft: null } : null;
      const status = trim ? ('processing' as const) : ('ready' as const);
      const changed = { ...video, status, progress, version: video.version + 1 };
      world.videos.set(id, changed);
      return answer(context, 202, changed);
    }
    case 'GET poster':
      return answer(context, 200, posterOf(world, video));
    case 'PUT poster':
      return onPoster(context, world, video, name[0] === 'picture');
    case 'GET comments':
      return answer(context, 200, { items: [], nextCursor: null });
    case 'GET viewer':
      return answer(context, 200, { reaction: null, subscribed: false });
    case 'GET events':
      return follow(context, world);
    default:
      return refuse(context, 404, 'not_found');
  }
};

const posterOf = (world: World, { id, posterUrl, version }: Video): VideoPoster => ({
  ...(world.posters.get(id) ?? {
    videoId: id,
    kind: 'automatic',
    atMs: null,
    candidate: null,
    state: 'ready',
    failure: null,
    url: posterUrl,
    candidates: ['poster', 'poster-2', 'poster-3'].map((name) => ({
      id: `11/${name}.jpg`,
      url: '/media/poster.jpg',
    })),
  }),
  version,
});

/** Makes no poster: a test says what becomes of it. A picture is what begins with `JPEG`. */
const onPoster = (context: Context, world: World, video: Video, brought: boolean): void => {
  if (context.get('if-match') !== `"v${video.version}"`) return refuse(context, 412, 'version_conflict');
  const { body } = world.calls.at(-1) ?? {};
  if (brought && !String(body).startsWith('JPEG')) return refuse(context, 415, 'picture_refused');
  const wanted = brought ? ({ kind: 'upload' } as const) : (body as PutPoster);
  const changed = { ...video, version: video.version + 1 };
  world.videos.set(video.id, changed);
  world.posters.set(video.id, {
    ...posterOf(world, video),
    kind: wanted.kind,
    atMs: wanted.kind === 'moment' ? wanted.atMs : null,
    candidate: wanted.kind === 'candidate' ? wanted.candidate : null,
    state: wanted.kind === 'automatic' ? 'ready' : 'making',
    failure: null,
  });
  answer(context, 202, posterOf(world, changed));
};

const textsOf = (world: World, id: string): VideoTexts =>
  world.texts.get(id) ?? {
    captions: [],
    chapters: [],
    ownChapters: false,
    canGenerate: false,
    generation: null,
  };

/** Reads no captions: what begins with `WEBVTT` is one cue, and every `bad` in it one that is left out. */
const onTexts = (
  context: Context,
  world: World,
  id: string,
  call: string,
  [kind, language = '']: readonly string[],
): void => {
  const texts = textsOf(world, id);
  const keep = (next: VideoTexts) => void world.texts.set(id, next);
  const others = texts.captions.filter((one) => one.kind !== kind || one.language !== language);
  const { body } = world.calls.at(-1) ?? {};
  if (call === 'POST captions') {
    const { language: spoken = null } = body as GenerateCaptions;
    const generation = { state: 'working' as const, language: spoken, percent: 0, failure: null };
    keep({ ...texts, canGenerate: false, generation });
    return answer(context, 202, textsOf(world, id));
  }
  if (call === 'GET texts') return answer(context, 200, texts);
  if (call === 'DELETE captions') {
    keep({ ...texts, captions: others });
    return answer(context, 204, undefined);
  }
  if (call === 'PUT chapters') {
    const { chapters } = body as PutChapters;
    const next = { ...texts, chapters: chapters ?? [], ownChapters: chapters !== null };
    keep(next);
    return answer(context, 200, next);
  }
  const { text, default: isDefault = false } = body as PutCaptions;
  if (!text.startsWith('WEBVTT')) return refuse(context, 422, 'captions_unreadable');
  const track = {
    kind: kind as CaptionKind,
    language,
    label: new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language,
    default: isDefault,
    generated: false,
    cues: 1,
    url: '/captions.vtt',
    updatedAt: new Date(0).toISOString(),
  };
  keep({ ...texts, captions: [...others, track] });
  const dropped = [...text.matchAll(/bad/g)].map((_, at) => ({ line: at + 3, fault: 'no_text' as const }));
  return answer(context, 200, { track, dropped });
};

const onSites = (context: Context, world: World, id: string | undefined): void => {
  if (context.method === 'GET') return answer(context, 200, { items: world.sites, nextCursor: null });
  if (context.method === 'DELETE') {
    world.sites = world.sites.filter((site) => site.id !== id);
    return answer(context, 204, undefined);
  }
  const { name, origin, scopes = [] } = world.calls.at(-1)?.body as CreateSite;
  if (world.sites.some((site) => site.origin === origin)) return refuse(context, 409, 'origin_taken');
  const site = createSite({ id: crypto.randomUUID(), name, origin, scopes });
  world.sites = [site, ...world.sites];
  return answer(context, 201, site);
};

const onTokens = (context: Context, world: World, id: string): void => {
  if (context.method === 'GET') return answer(context, 200, { items: world.tokens, nextCursor: null });
  if (context.method === 'DELETE') {
    const revokedAt = new Date().toISOString();
    world.tokens = world.tokens.map((token) => (token.id === id ? { ...token, revokedAt } : token));
    return answer(context, 204, undefined);
  }
  const token = createToken(world.calls.at(-1)?.body as Partial<UploadToken>);
  world.tokens = [token, ...world.tokens];
  return answer(context, 201, { ...token, secret: `vut_${token.id}.${'s'.repeat(43)}` });
};

const listFolders = (context: Context, { videos }: World): void => {
  const names = new Set([...videos.values()].flatMap(({ folder }) => folder ?? []));
  answer(context, 200, { items: [...names].sort().map((name) => ({ name, videos: 1 })) });
};

const onApi = async (context: Context): Promise<void> => {
  const token = context.get('authorization').replace('Bearer ', '');
  if (!token) return refuse(context, 401, 'unauthenticated');
  const world = worldOf(token);
  const [, , room = '', id = '', rest = '', ...name] = context.path.split('/');
  const text = context.method === 'GET' ? '' : await read(context);
  const call = `${context.method} ${context.path}`;
  world.calls.push({
    call: `${context.method} /v1/${room}${rest ? `/:id/${rest}` : id ? '/:id' : ''}`,
    path: context.path,
    body: context.get('content-type').includes('json') ? JSON.parse(text) : text || null,
    ifMatch: context.get('if-match') || null,
  });
  const failure = world.failures.find(({ call: wanted, times }) => times > 0 && call.startsWith(wanted));
  if (failure) {
    failure.times--;
    return refuse(context, failure.status, failure.code);
  }
  if (room === 'me') return id === 'events' ? follow(context, world) : answer(context, 200, me);
  if (room === 'videos') return id === '' ? list(context, world) : onVideo(context, world, id, rest, name);
  if (room === 'imports') {
    const video = createVideo({ title: 'Fetched', status: 'uploading' });
    world.videos.set(video.id, video);
    return answer(context, 201, { videoId: video.id, status: video.status });
  }
  if (room === 'sites') return onSites(context, world, id);
  if (room === 'upload-tokens') return onTokens(context, world, id);
  if (room === 'folders') return listFolders(context, world);
  if (room === 'limits')
    return answer(context, 200, {
      maxFileBytes: 1e11,
      maxDurationMs: 1e8,
      acceptedTypes: [],
      acceptedContainers: ['mp4', 'webm', 'audio'],
      refusedCodecs: [],
    });
  return refuse(context, 404, 'not_found');
};

/** The code of a sign-in is the name of its world; the access token is the same, and the refresh token too. */
const onToken = async (context: Context): Promise<void> => {
  const form = new URLSearchParams(await read(context));
  const token = form.get('code') ?? form.get('refresh_token') ?? '';
  if (token === 'refused' || worldOf(token).sessionEnded) {
    return answer(context, 400, { error: 'invalid_grant' });
  }
  worldOf(token).calls.push({
    call: 'POST /oauth/token',
    path: '',
    body: Object.fromEntries(form),
    ifMatch: null,
  });
  answer(context, 200, { access_token: token, refresh_token: token, expires_in: 600 });
};

const onOrders = async (context: Context, name: string): Promise<void> => {
  const world = worldOf(name);
  if (context.method === 'GET') return answer(context, 200, world.calls);
  const orders = JSON.parse(await read(context)) as WorldOrders;
  for (const video of orders.videos ?? []) world.videos.set(video.id, video);
  for (const poster of orders.posters ?? []) {
    const video = world.videos.get(poster.videoId);
    if (!video) continue;
    const next = { ...video, version: video.version + 1, posterUrl: poster.url ?? video.posterUrl };
    world.videos.set(video.id, next);
    world.posters.set(video.id, { ...posterOf(world, next), ...poster });
    const { id: videoId, status, playable, readyAt, progress, failure, version } = next;
    send(world, { type: 'video', videoId, status, playable, readyAt, progress, failure, version });
  }
  for (const { videoId, ...texts } of orders.texts ?? []) {
    world.texts.set(videoId, { ...textsOf(world, videoId), ...texts });
    send(world, { type: 'texts', videoId });
  }
  world.sites.push(...(orders.sites ?? []));
  world.tokens.push(...(orders.tokens ?? []));
  world.failures.push(...(orders.fail ?? []).map((failure) => ({ times: Infinity, ...failure })));
  if (orders.endSession) world.sessionEnded = true;
  if (orders.frame) send(world, orders.frame);
  answer(context, 200, { followers: world.followers.size });
};

const hash = `sha384-${'A'.repeat(64)}`;
const built = {
  'vid-player.js': { integrity: hash, imports: ['chunks/lit.js'], dynamicImports: ['chunks/controls.js'] },
  'vid-comments.js': { integrity: hash, imports: ['chunks/lit.js'], dynamicImports: [] },
  'vidkit.js': { integrity: hash, imports: ['chunks/lit.js'], dynamicImports: [] },
  'chunks/lit.js': { integrity: hash, imports: [], dynamicImports: [] },
  'chunks/controls.js': { integrity: hash, imports: ['chunks/lit.js'], dynamicImports: ['chunks/menu.js'] },
  'chunks/menu.js': { integrity: hash, imports: [], dynamicImports: [] },
};

/** Koa middleware: the API as far as the studio speaks with it, typed by the contracts. */
export const fakeApi = async (context: Context, next: () => Promise<unknown>): Promise<unknown> => {
  const { path } = context;
  if (path.startsWith('/test-world/')) return onOrders(context, path.split('/')[2] ?? '');
  if (path.startsWith('/v1/')) return onApi(context);
  if (path === '/oauth/token') return onToken(context);
  if (path === '/oauth/token/revocation') return answer(context, 200, {});
  if (path === '/cdn/latest.json') return answer(context, 200, { version: '0.1.0' });
  if (path === '/cdn/0.1.0/integrity.json') return answer(context, 200, { files: built });
  return next();
};
