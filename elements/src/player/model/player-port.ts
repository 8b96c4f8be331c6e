import type { Chapter } from '@vidkit/contracts/schemas/texts';
import type { ReactiveControllerHost } from 'lit';

import type { Engine } from '../engine/engine.ts';
import type { PlayerError } from './player-error.ts';

/** What the lazily loaded parts (controls, captions) see of the player. They ask; the media element confirms. */
export interface PlayerPort {
  readonly element: HTMLElement & ReactiveControllerHost;
  /** The native element that plays. */
  readonly media: HTMLVideoElement;
  readonly engine: Engine | null;
  readonly failure: PlayerError | null;
  readonly chapters: readonly Chapter[];
  readonly storyboardUrl: string | null;
  /** False only when the video is known to have no sound. */
  readonly hasAudio: boolean;
  /** True from the first wish to play on, until the end of the source. */
  readonly started: boolean;
  /** Whether single keys are shortcuts while the focus is in the player. */
  readonly hotkeys: boolean;

  readonly paused: boolean;
  readonly ended: boolean;
  readonly duration: number;
  currentTime: number;
  play(): Promise<void>;
  pause(): void;
  requestUpdate(): void;
}
