import type Hls from 'hls.js';
import type {
  Events,
  HlsConfig,
  LevelDetails,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderContext,
  MediaAttachedData,
  MediaFragment,
} from 'hls.js';

import { bufferedUntil } from '../model/buffered.ts';
import type { Piece } from '../start/playlists.ts';
import { nameOf, type HandOver } from '../start/start-up.ts';
import type { Buffered } from '../start/track.ts';

type LoaderKind = new (config: HlsConfig) => Loader<LoaderContext>;

/** Hands over what is here already instead of fetching it; everything else goes on to `Kind`. */
const loaderThatKnows = (
  Kind: LoaderKind,
  find: (context: LoaderContext) => string | ArrayBuffer | undefined,
): LoaderKind =>
  class extends Kind {
    #gone = false;

    override load(
      context: LoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<LoaderContext>,
    ): void {
      const data = find(context);
      if (data === undefined) return super.load(context, config, callbacks);
      const { stats } = this;
      const now = performance.now();
      Object.assign(stats.loading, { start: now, first: now, end: now });
      stats.loaded = stats.total = typeof data === 'string' ? data.length : data.byteLength;
      queueMicrotask(() => {
        if (!this.#gone) callbacks.onSuccess({ url: context.url, data }, stats, context, null);
      });
    }

    override abort(): void {
      this.#gone = true;
      super.abort();
    }

    override destroy(): void {
      this.#gone = true;
      super.destroy();
    }
  };

/** Playlists that came with the answer of the API are not fetched again. */
export const playlistLoader = (
  Kind: LoaderKind,
  playlists: Readonly<Record<string, string>>,
): NonNullable<HlsConfig['pLoader']> =>
  loaderThatKnows(Kind, ({ url }) => {
    const text = playlists[nameOf(url)];
    const whole = text?.includes('#EXT-X-STREAM-INF') || text?.includes('#EXT-X-ENDLIST');
    return whole ? text : undefined;
  }) as unknown as NonNullable<HlsConfig['pLoader']>;

/** The head of a file that the start-up has fetched is not fetched again. */
export const fragmentLoader = (
  Kind: LoaderKind,
  { buffers }: HandOver,
): NonNullable<HlsConfig['fLoader']> => {
  const known = [buffers.video, buffers.audio].filter((one) => one !== null);
  const isHead = ({ from, size, url }: Piece, context: LoaderContext): boolean =>
    context.rangeStart === from && context.rangeEnd === from + size && nameOf(url) === nameOf(context.url);
  return loaderThatKnows(
    Kind,
    // A copy each time: what is handed over may be given away to a worker.
    (context) => known.find(({ init }) => isHead(init, context))?.initBytes.slice().buffer,
  ) as unknown as NonNullable<HlsConfig['fLoader']>;
};

/**
 * The engine's own loops, for which where to begin to load is not where the viewer is. They stay where the start-up has
 * brought the viewer, and fetch nothing that is there already: the engine knows only entries that it has fetched itself.
 */
export const stayingControllers = (Kind: typeof Hls): Partial<HlsConfig> => {
  const { streamController: Pictures, audioStreamController: Sound } = Kind.DefaultConfig;
  class StayingPictures extends Pictures {
    #takenOver = false;

    protected override seekToStartPos(): void {
      // The viewer is there; only where the engine begins anew, after a failure of the media, has it to bring them back.
      if (this.#takenOver) super.seekToStartPos();
      this.#takenOver = true;
    }

    protected override onMediaAttached(event: Events.MEDIA_ATTACHED, data: MediaAttachedData): void {
      const { mediaBuffer } = this;
      super.onMediaAttached(event, data);
      this.mediaBuffer = mediaBuffer ?? this.mediaBuffer;
      this.lastCurrentTime = data.media.currentTime;
    }

    /** Until it has sound of its own, the engine takes the end of what sounds for the end of what is shown. */
    protected override getFragmentAtPosition(
      ...[position, end, details]: [number, number, LevelDetails]
    ): MediaFragment | null {
      const buffered = this.mediaBuffer?.buffered;
      const filled = buffered && bufferedUntil(buffered, position, 0);
      return super.getFragmentAtPosition(filled ?? position, end, details);
    }
  }
  if (!Sound) return { streamController: StayingPictures };
  class StayingSound extends Sound {
    protected override onMediaAttached(event: Events.MEDIA_ATTACHED, data: MediaAttachedData): void {
      super.onMediaAttached(event, data);
      this.lastCurrentTime = data.media.currentTime;
    }
  }
  return { streamController: StayingPictures, audioStreamController: StayingSound };
};

/** The media source of a start-up, as `attachMedia` takes it. */
export const attachmentOf = ({
  mediaSource,
  buffers,
}: HandOver): Partial<Parameters<Hls['attachMedia']>[0]> => ({
  mediaSource,
  tracks: {
    video: trackOf(buffers.video, 'main', 'video/mp4'),
    ...(buffers.audio && { audio: trackOf(buffers.audio, 'audio', 'audio/mp4') }),
  },
});

const trackOf = ({ codec, buffer }: Buffered, id: 'main' | 'audio', container: string) => ({
  id,
  container,
  codec,
  levelCodec: codec,
  buffer,
  listeners: [],
});
