import {
  alertIcon,
  cameraIcon,
  captionsIcon,
  captionsOffIcon,
  fullscreenEnterIcon,
  fullscreenExitIcon,
  loopIcon,
  pauseIcon,
  playIcon,
  skipBackIcon,
  skipForwardIcon,
  speedIcon,
  textStyleIcon,
  volumeHighIcon,
  volumeLowIcon,
  volumeMutedIcon,
  type Icon,
} from '../../icons/icons.ts';
import type { Words } from '../../localize/words.ts';
import type { CaptionStyling } from '../captions/caption-styling.ts';
import type { Captions } from '../captions/captions.ts';
import { chapterTarget } from '../model/chapters.ts';
import { clock } from '../../localize/clock.ts';
import type { KeyCommand } from '../model/keys.ts';
import { reachOf } from '../model/live.ts';
import { markerTarget, usableMarkers } from '../model/markers.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { preferencesOf } from '../model/preferences.ts';
import type { Quality } from '../model/quality.ts';
import { nextRate } from '../model/rates.ts';
import type { Panels } from '../panels/panels.ts';
import type { AbLoop } from './ab-loop.ts';
import type { controlsMessages } from './controls.messages.ts';
import type { Feedback } from './feedback.ts';
import { lookOf } from './look.ts';

/** What the picture and its poster are fitted by. */
const fit = '--vid-player-fit';
/** Seconds of one frame while the real rate is unknown. */
const frameLength = 1 / 30;

export interface CommandParts {
  readonly base: HTMLElement;
  readonly captions: Captions;
  readonly feedback: Feedback;
  readonly loop: AbLoop;
  readonly localize: Words<typeof controlsMessages.en>;
  /** Asked for late, since panels command, too. */
  readonly panels: () => Panels;
}

/** Does what keys, gestures and buttons ask for, and answers with feedback where the picture alone would not. */
export class Commands {
  readonly #port: PlayerPort;
  readonly #captions: Captions;
  readonly #feedback: Feedback;
  readonly #loop: AbLoop;
  readonly #base: HTMLElement;
  readonly #localize: Words<typeof controlsMessages.en>;
  readonly #panels: () => Panels;

  #leaveWindow: (() => void) | null = null;

  constructor(port: PlayerPort, parts: CommandParts) {
    this.#port = port;
    this.#base = parts.base;
    this.#loop = parts.loop;
    this.#panels = parts.panels;
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
        return this.#seekToShare(command.share);
      case 'volume-by':
        return this.setVolume(this.#port.media.volume + command.share);
      case 'rate-by':
        return this.setRate(nextRate(this.#port.media.playbackRate, command.steps));
      case 'frame-by':
        return this.#stepFrame(command.frames);
      case 'chapter-by':
        return this.#stepTo(chapterTarget(this.#port.chapters, this.#port.currentTime, command.chapters));
      case 'marker-by':
        return this.#stepMarker(command.markers);
      case 'video-by':
        return command.videos > 0 ? this.#port.next() : this.#port.previous();
      case 'caption-size-by':
        return void this.#restyle('captionSizeIs', (styling) => styling.sizeBy(command.steps));
      case 'caption-opacity': {
        const message = command.of === 'text' ? 'captionOpacityIs' : 'captionWindowIs';
        return void this.#restyle(message, (styling) => styling.nextOpacity(command.of));
      }
      case 'loop-mark':
        return this.#markLoop(command.mark);
      case 'toggle-theatre':
        return this.requestTheatre();
      case 'toggle-help':
        return this.#panels().toggle('help');
      case 'screenshot':
        return void this.#takeScreenshot();
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
    this.#keepVolume();
    this.#showVolume();
  }

  toggleCaptions(): void {
    if (this.#captions.tracks.length === 0 || this.#pictureless) return;
    this.#captions.toggle();
    const { selected } = this.#captions;
    const text = this.#localize.term('captionsAre', { name: selected?.label || this.#localize.term('off') });
    this.#feedback.show(selected ? captionsIcon : captionsOffIcon, text);
    this.#feedback.say(text);
  }

  /** The element itself goes full screen, so that our controls come along; on a phone its own player takes over. */
  toggleFullscreen(): void {
    const { element, media } = this.#port;
    if (this.#pictureless) return;
    this.#leaveWindow?.();
    if (document.fullscreenElement) return void document.exitFullscreen();
    if (document.fullscreenEnabled) return void element.requestFullscreen().catch(() => undefined);
    const phone = media as HTMLVideoElement & { webkitEnterFullscreen?: () => void };
    phone.webkitEnterFullscreen?.();
  }

  /** The player is in a small window, whole or only its picture. */
  get inPip(): boolean {
    return this.#leaveWindow !== null || document.pictureInPictureElement !== null;
  }

  togglePip(): void {
    if (this.#leaveWindow) return this.#leaveWindow();
    if (this.#pictureless) return;
    if (document.pictureInPictureElement) return void document.exitPictureInPicture();
    void this.#enterPip();
  }

  get filled(): boolean {
    return this.#base.style.getPropertyValue(fit) === 'cover';
  }

  /** Fills the player with the picture, cutting its edges, or shows the whole of it. */
  fill(filled: boolean): void {
    if (filled === this.filled) return;
    this.#base.style.setProperty(fit, filled ? 'cover' : 'contain');
    this.tell(
      filled ? fullscreenEnterIcon : fullscreenExitIcon,
      this.#localize.term(filled ? 'filled' : 'fitted'),
    );
  }

  toggleLoop(): void {
    const { element } = this.#port;
    element.loop = !element.loop;
    this.tell(loopIcon, this.#localize.term(element.loop ? 'loopOn' : 'loopOff'));
  }

  /** Only the page can make room: it is asked, and answers with `preventDefault()` when it did. */
  requestTheatre(): void {
    this.#port.element.dispatchEvent(
      new CustomEvent('vid-theatre-request', { bubbles: true, composed: true, cancelable: true }),
    );
  }

  /** Shows and says what became of a wish. */
  tell(icon: Icon, text: string): void {
    this.#feedback.show(icon, text);
    this.#feedback.say(text);
  }

  /** The code for a wish could not be fetched; the next wish tries again. */
  tellMissing(): void {
    this.tell(alertIcon, this.#localize.term('notLoaded'));
  }

  /** `shown` is what the viewer reads, where several add up. */
  seekBy(seconds: number, shown = seconds): void {
    this.seekTo(this.#port.currentTime + seconds, { silent: true });
    const text = `${seconds < 0 ? '−' : '+'}${Math.abs(shown)} s`;
    this.#feedback.show(seconds < 0 ? skipBackIcon : skipForwardIcon, text);
  }

  seekTo(seconds: number, { silent = false } = {}): void {
    const reach = reachOf(this.#port);
    if (!reach || !Number.isFinite(seconds)) return;
    const target = Math.min(Math.max(reach.start, seconds), reach.end);
    const back = target < this.#port.currentTime;
    this.#port.currentTime = target;
    const { end, live } = reach;
    const time = live ? `−${clock(end - target)}` : clock(target, end);
    if (!silent) this.#feedback.show(back ? skipBackIcon : skipForwardIcon, time);
    this.#feedback.say(
      live
        ? this.#localize.term('behindLive', { time: clock(end - target) })
        : this.#localize.term('position', { time, duration: clock(end) }),
    );
  }

  /** Where everybody else is; plays on there. */
  goLive(): void {
    const reach = reachOf(this.#port);
    if (!reach) return;
    this.#port.currentTime = reach.end;
    this.#feedback.say(this.#localize.term('live'));
    void this.#port.play().catch(() => undefined);
  }

  #seekToShare(share: number): void {
    const reach = reachOf(this.#port);
    if (reach) this.seekTo(reach.start + share * (reach.end - reach.start));
  }

  setVolume(share: number, { silent = false } = {}): void {
    const { media } = this.#port;
    if (!this.#port.hasAudio) return;
    media.volume = Math.min(1, Math.max(0, Math.round(share * 100) / 100));
    media.muted = media.volume === 0;
    this.#keepVolume();
    if (!silent) this.#showVolume();
  }

  setRate(rate: number): void {
    this.#port.media.playbackRate = rate;
    preferencesOf(this.#port.element).set('rate', rate);
    const text = `${this.#localize.number(rate)}×`;
    this.#feedback.show(speedIcon, text);
    this.#feedback.say(this.#localize.term('speedIs', { rate: text }));
  }

  /** The whole player in a window of its own, where browsers have that and the page is no frame; else its picture. */
  async #enterPip(): Promise<void> {
    if ('documentPictureInPicture' in window && window.top === window) {
      const own = await import('../panels/own-window.ts').catch(() => null);
      this.#panels().closeAll();
      const onClose = (): void => {
        this.#leaveWindow = null;
        this.#panels().closeAll();
        this.#port.requestUpdate();
      };
      this.#leaveWindow = (await own?.openOwnWindow(this.#port, this.#base, onClose)) ?? null;
      if (this.#leaveWindow) return this.#port.requestUpdate();
    }
    await this.#port.media.requestPictureInPicture().catch(() => undefined);
  }

  /** Null leaves it to the engine. */
  setQuality(quality: Quality | null): void {
    const { engine, element } = this.#port;
    if (engine) engine.quality = quality?.id ?? null;
    preferencesOf(element).set('quality', quality && Math.min(quality.width, quality.height));
  }

  /** There is no place for what is seen. */
  get #pictureless(): boolean {
    return lookOf(this.#port.element) === 'audio';
  }

  #keepVolume(): void {
    const { media, element } = this.#port;
    const choices = preferencesOf(element);
    choices.set('muted', media.muted);
    // Silence is kept as such, so that sound comes back as loud as it was.
    if (media.volume > 0) choices.set('volume', media.volume);
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

  #stepTo(target: number | null): void {
    if (target !== null) this.seekTo(target);
  }

  #stepMarker(step: 1 | -1): void {
    const { markers, currentTime, duration } = this.#port;
    this.#stepTo(markerTarget(usableMarkers(markers, duration), currentTime, step));
  }

  #markLoop(mark: 'a' | 'b'): void {
    this.#loop.mark(mark);
    const { start, end } = this.#loop;
    const [from, to] = [start, end].map((seconds) => (seconds === null ? '…' : clock(seconds)));
    this.tell(loopIcon, this.#localize.term('loopIs', { from: from ?? '', to: to ?? '' }));
  }

  /** `change` answers with the new value in per cent. */
  async #restyle(
    message: 'captionSizeIs' | 'captionOpacityIs' | 'captionWindowIs',
    change: (styling: CaptionStyling) => number,
  ): Promise<void> {
    const styling = await this.#captions.styling().catch(() => null);
    if (!styling) return this.tellMissing();
    const share = this.#localize.percent(change(styling) / 100);
    this.tell(textStyleIcon, this.#localize.term(message, { share }));
  }

  async #takeScreenshot(): Promise<void> {
    const tools = await import('../panels/screenshot.ts').catch(() => null);
    if (!tools) return this.tellMissing();
    const taken = await tools.takeScreenshot(this.#port);
    this.tell(
      taken ? cameraIcon : alertIcon,
      this.#localize.term(taken ? 'screenshotTaken' : 'screenshotRefused'),
    );
  }
}
