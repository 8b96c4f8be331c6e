const sender = 'https://www.gstatic.com/cv/js/sender/v1/cast_sender.js?loadCastFramework=1';
/** Milliseconds until a library that says nothing is not coming. */
const patience = 15_000;

/** What is used of Google's sender library. */
export interface CastLibrary {
  readonly framework: {
    readonly CastContext: { getInstance(): CastContext };
    readonly RemotePlayer: new () => RemotePlayer;
    readonly RemotePlayerController: new (player: RemotePlayer) => RemotePlayerController;
  };
  readonly media: {
    readonly MediaInfo: new (url: string, type: string) => Record<string, unknown>;
    readonly GenericMediaMetadata: new () => Record<string, unknown>;
    readonly LoadRequest: new (info: object) => Record<string, unknown>;
  };
}

export interface CastContext {
  setOptions(options: object): void;
  requestSession(): Promise<unknown>;
  getCurrentSession(): CastSession | null;
}

export interface CastSession {
  getCastDevice(): { friendlyName: string };
  loadMedia(request: object): Promise<unknown>;
  endSession(stop: boolean): void;
}

export interface RemotePlayer {
  isConnected: boolean;
  isPaused: boolean;
  currentTime: number;
}

export interface RemotePlayerController {
  addEventListener(type: string, listener: () => void): void;
  playOrPause(): void;
  /** To the `currentTime` of its player. */
  seek(): void;
}

interface CastWindow {
  cast?: Pick<CastLibrary, 'framework'>;
  chrome?: { cast?: { media?: CastLibrary['media'] } };
  __onGCastApiAvailable?: (available: boolean) => void;
  trustedTypes?: {
    createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown };
  };
}

let loading: Promise<CastLibrary> | null = null;

/**
 * Fetches the sender library from Google, once, and only when somebody wants to cast.
 *
 * @throws when a content policy, the browser or the line is against it.
 */
export const loadCastLibrary = (): Promise<CastLibrary> => {
  const here = libraryOf(window as CastWindow);
  if (here) return Promise.resolve(here);
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
};

const load = async (): Promise<CastLibrary> => {
  await new Promise<void>((resolve, reject) => {
    const fail = (): void => reject(new Error('the Cast library is not available'));
    // The name is the library's own.
    (window as CastWindow).__onGCastApiAvailable = (available) => (available ? resolve() : fail());
    const script = document.createElement('script');
    script.src = scriptUrl() as string;
    script.addEventListener('error', fail, { once: true });
    setTimeout(fail, patience);
    document.head.append(script);
  });
  const library = libraryOf(window as CastWindow);
  if (!library) throw new Error('the Cast library is not complete');
  return library;
};

const libraryOf = ({ cast, chrome }: CastWindow): CastLibrary | null =>
  cast?.framework && chrome?.cast?.media ? { framework: cast.framework, media: chrome.cast.media } : null;

/** Under Trusted Types an address of a script has to come from a policy: ours gives this one alone. */
const scriptUrl = (): unknown =>
  (window as CastWindow).trustedTypes
    ?.createPolicy('vidkit-cast', { createScriptURL: () => sender })
    .createScriptURL(sender) ?? sender;
