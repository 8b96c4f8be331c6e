import {
  captionsIcon,
  captionsOffIcon,
  pauseIcon,
  playIcon,
  skipBackIcon,
  skipForwardIcon,
  speedIcon,
  volumeHighIcon,
  volumeLowIcon,
  volumeMutedIcon,
} from '../../icons/icons.ts';
import type { Words } from '../../localize/words.ts';
import type { Captions } from '../captions/captions.ts';
import { chapterTarget } from '../model/chapters.ts';
import { clock } from '../model/clock.ts';
import type { KeyCommand } from '../model/keys.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { nextRate } from '../model/rates.ts';
import type { controlsMessages } from './controls.messages.ts';
import type { Feedback } from './feedback.ts';

/** Seconds of one frame while the real rate is unknown. */
const frameLength = 1 / 30;

/** Does what keys, gestures and buttons ask for, and answers with feedback where the picture alone would not. */
export class Commands {
  readonly #port: PlayerPort;
  readonly #captions: Captions;
  readonly #feedback: Feedback;
  readonly #localize: Words<typeof controlsMessages.en>;

  constructor(
    port: PlayerPort,
    parts: { captions: Captions; feedback: Feedback; localize: Words<typeof controlsMessages.en> },
  ) {
    this.#port = port;
    this.#captions = parts.captions;
    this.#feedback = parts.feedback;
    this.#localize = parts.localize;
  }

  run(command: KeyCommand): void {
    switch (command.do) {
      case 'toggle-play':
        return this.togglePlay();
      case 'toggle-mute':
        return this.toggleMute();
      case 'toggle-captions':
        return this.toggleCaptions();
      case 'toggle-fullscreen':
        return this.toggleFullscreen();
      case 'toggle-pip':
        return this.togglePip();
      case 'seek-by':
        return this.seekBy(command.seconds);
      case 'seek-to':
        return this.seekTo(command.share * this.#port.duration);
      case 'volume-by':
        return this.setVolume(this.#port.media.volume + command.share);
      case 'rate-by':
        return this.setRate(nextRate(this.#port.media.playbackRate, command.steps));
      case 'frame-by':
        return this.#stepFrame(command.frames);
      case 'chapter-by':
        return this.#stepChapter(command.chapters);
    }
  }

  togglePlay({ silent = false } = {}): void {
    const playing = !this.#port.paused;
    if (playing) this.#port.pause();
    else void this.#port.play().catch(() => undefined);
    if (!silent) this.#feedback.show(playing ? pauseIcon : playIcon);
    this.#feedback.say(this.#localize.term(playing ? 'paused' : 'playing'));
  }

  toggleMute(): void {
    const { media } = this.#port;
    if (!this.#port.hasAudio) return;
    media.muted = !media.muted;
    if (!media.muted && media.volume === 0) media.volume = 0.5;
    this.#showVolume();
  }

  toggleCaptions(): void {
    if (this.#captions.tracks.length === 0) return;
    this.#captions.toggle();
    const { selected } = this.#captions;
    const text = this.#localize.term('captionsAre', { name: selected?.label || this.#localize.term('off') });
    this.#feedback.show(selected ? captionsIcon : captionsOffIcon, text);
    this.#feedback.say(text);
  }

  /** The element itself goes full screen, so that our controls come along; on a phone its own player takes over. */
  toggleFullscreen(): void {
    const { element, media } = this.#port;
    if (document.fullscreenElement) return void document.exitFullscreen();
    if (document.fullscreenEnabled) return void element.requestFullscreen().catch(() => undefined);
    const phone = media as HTMLVideoElement & { webkitEnterFullscreen?: () => void };
    phone.webkitEnterFullscreen?.();
  }

  togglePip(): void {
    if (document.pictureInPictureElement) return void document.exitPictureInPicture();
    void this.#port.media.requestPictureInPicture().catch(() => undefined);
  }

  seekBy(seconds: number): void {
    this.seekTo(this.#port.currentTime + seconds, { silent: true });
    const text = `${seconds < 0 ? '−' : '+'}${Math.abs(seconds)} s`;
    this.#feedback.show(seconds < 0 ? skipBackIcon : skipForwardIcon, text);
  }

  seekTo(seconds: number, { silent = false } = {}): void {
    const { duration } = this.#port;
    if (!Number.isFinite(duration) || !Number.isFinite(seconds)) return;
    const target = Math.min(Math.max(0, seconds), duration);
    const back = target < this.#port.currentTime;
    this.#port.currentTime = target;
    if (!silent) this.#feedback.show(back ? skipBackIcon : skipForwardIcon, clock(target));
    this.#feedback.say(
      this.#localize.term('position', { time: clock(target, duration), duration: clock(duration) }),
    );
  }

  setVolume(share: number, { silent = false } = {}): void {
    const { media } = this.#port;
    if (!this.#port.hasAudio) return;
    media.volume = Math.min(1, Math.max(0, Math.round(share * 100) / 100));
    media.muted = media.volume === 0;
    if (!silent) this.#showVolume();
  }

  setRate(rate: number): void {
    this.#port.media.playbackRate = rate;
    const text = `${this.#localize.number(rate)}×`;
    this.#feedback.show(speedIcon, text);
    this.#feedback.say(this.#localize.term('speedIs', { rate: text }));
  }

  #showVolume(): void {
    const { muted, volume } = this.#port.media;
    const text = muted ? this.#localize.term('muted') : this.#localize.percent(volume);
    this.#feedback.show(muted ? volumeMutedIcon : volume < 0.5 ? volumeLowIcon : volumeHighIcon, text);
    this.#feedback.say(muted ? text : `${this.#localize.term('volume')} ${text}`);
  }

  #stepFrame(frames: number): void {
    this.#port.pause();
    const rate = this.#port.engine?.activeQuality?.frameRate;
    this.seekTo(this.#port.currentTime + frames * (rate ? 1 / rate : frameLength), { silent: true });
  }

  #stepChapter(step: 1 | -1): void {
    const target = chapterTarget(this.#port.chapters, this.#port.currentTime, step);
    if (target !== null) this.seekTo(target);
  }
}
