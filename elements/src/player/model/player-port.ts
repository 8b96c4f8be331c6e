import type { GetToken } from '@vidkit/contracts/client/elements';
import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { Chapter } from '@vidkit/contracts/schemas/texts';
import type { ReactiveControllerHost } from 'lit';

import type { Engine } from '../engine/engine.ts';
import type { Marker } from './markers.ts';
import type { PlayerError } from './player-error.ts';

/** What the lazily loaded parts (controls, captions) see of the player. They ask; the media element confirms. */
export interface PlayerPort {
  readonly element: HTMLElement & ReactiveControllerHost & { loop: boolean };
  /** The native element that plays. */
  readonly media: HTMLVideoElement;
  readonly engine: Engine | null;
  readonly failure: PlayerError | null;
  /** What the API says of the video; null while it has not, and for an address of the page's own. */
  readonly playback: Playback | null;
  /** Moments that are talked about; from the page, so unchecked. */
  readonly markers: readonly Marker[];
  readonly chapters: readonly Chapter[];
  readonly storyboardUrl: string | null;
  /** False only when the video is known to have no sound. */
  readonly hasAudio: boolean;
  /** True from the first wish to play on, until the end of the source. */
  readonly started: boolean;
  /** Whether single keys are shortcuts while the focus is in the player. */
  readonly hotkeys: boolean;

  readonly src: string;
  readonly api: string;
  readonly getToken: GetToken | undefined;
  /** Address of what is played. */
  readonly currentSrc: string;
  readonly startTime: number;
  /** NaN for the end of the media. */
  readonly endTime: number;
  /** The page brings its own. */
  readonly withoutControls: boolean;
  readonly playlist: readonly string[];
  /** Setting it goes on to another video. */
  videoId: string;

  readonly paused: boolean;
  readonly ended: boolean;
  readonly duration: number;
  currentTime: number;
  play(): Promise<void>;
  pause(): void;
  retry(): void;
  /** The neighbours in a playlist, where there is one. */
  next(): void;
  previous(): void;
  requestUpdate(): void;
}
