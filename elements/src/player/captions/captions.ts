import { html, nothing, type TemplateResult } from 'lit';

import type { PlayerPort } from '../model/player-port.ts';
import { preferencesOf } from '../model/preferences.ts';
import type { CaptionStyling } from './caption-styling.ts';

/**
 * Chooses the text track and draws its cues. The browser reads and times them (mode `hidden`); we draw, since only
 * then captions keep clear of the controls and look the same everywhere. In a phone's own full screen, where only
 * the browser can draw, the track is handed back to it.
 */
export class Captions {
  readonly #port: PlayerPort;
  readonly #base: HTMLElement;
  #styling: Promise<CaptionStyling> | null = null;
  #selected: TextTrack | null = null;
  /** The selected one, or one that needs no choice. */
  #shown: TextTrack | null = null;
  #lastLanguage = '';
  #cues: { top: boolean; text: Node }[] = [];
  #defaultTaken = false;

  constructor(port: PlayerPort, base: HTMLElement) {
    this.#port = port;
    this.#base = base;
    const { media } = port;
    media.textTracks.addEventListener('addtrack', this.#adopt);
    media.textTracks.addEventListener('removetrack', this.#adopt);
    media.textTracks.addEventListener('change', this.#adopt);
    media.addEventListener('webkitbeginfullscreen', () => this.#mode('showing'));
    media.addEventListener('webkitendfullscreen', () => this.#mode('hidden'));
    this.#adopt();
    // Without its code captions look as usual.
    if (preferencesOf(port.element).get('captionStyle')) void this.styling().catch(() => undefined);
  }

  /** How they look; the code for it is loaded when somebody wants them otherwise. */
  styling(): Promise<CaptionStyling> {
    this.#styling ??= import('./caption-styling.ts').then(
      ({ CaptionStyling }) => new CaptionStyling(this.#port, this.#base),
      (error: unknown) => {
        this.#styling = null;
        throw error;
      },
    );
    return this.#styling;
  }

  /** Those that a viewer can choose. */
  get tracks(): readonly TextTrack[] {
    const forced = this.#forced;
    return [...this.#port.media.textTracks].filter(
      (track) => (track.kind === 'captions' || track.kind === 'subtitles') && !forced.includes(track),
    );
  }

  get selected(): TextTrack | null {
    return this.#selected;
  }

  select(track: TextTrack | null): void {
    this.#selected = track;
    if (track) this.#lastLanguage = track.language;
    this.#show();
  }

  /** As `select`, by the viewer: it holds for the next video, too. */
  choose(track: TextTrack | null): void {
    this.select(track);
    preferencesOf(this.#port.element).set('captions', track && { language: track.language });
  }

  /** Off, or on in the language that was last chosen, else that of the page, else the first. */
  toggle(): void {
    const { tracks } = this;
    const speaks = (language: string) =>
      tracks.find((track) => language && track.language.startsWith(language));
    const preferred =
      speaks(this.#lastLanguage) ?? speaks(document.documentElement.lang.slice(0, 2)) ?? tracks[0];
    this.choose(this.#selected ? null : (preferred ?? null));
  }

  /** The sound may be in another language now. */
  update(): void {
    if (this.#wanted !== this.#shown) this.#show();
  }

  render(): TemplateResult | typeof nothing {
    if (this.#cues.length === 0) return nothing;
    const region = (top: boolean) => {
      const cues = this.#cues.filter((cue) => cue.top === top);
      return cues.length === 0
        ? nothing
        : html`<div class="caption-window">
            ${cues.map(({ text }) => html`<div class="caption" part="caption" dir="auto">${text}</div>`)}
          </div>`;
    };
    return html`<div class="captions" lang=${this.#shown?.language || nothing}>
      <div class="captions-top">${region(true)}</div>
      <div class="captions-bottom">${region(false)}</div>
    </div>`;
  }

  /** What was chosen, else what speakers of the sound's language need, too. */
  get #wanted(): TextTrack | null {
    if (this.#selected) return this.#selected;
    const { engine } = this.#port;
    if (!engine) return null;
    const sound = engine.soundLanguage?.split('-')[0];
    const forced = this.#forced;
    // Where the stream does not say, there is hardly a choice.
    if (!sound) return forced.length === 1 ? (forced[0] ?? null) : null;
    return forced.find(({ language }) => language.split('-')[0] === sound) ?? null;
  }

  /** In the language that the viewer chose at another video, else the one that the page or the creator prefers. */
  get #preferred(): TextTrack | undefined {
    const kept = preferencesOf(this.#port.element).get('captions');
    if (kept === null) return undefined;
    const speaks = (wanted: string | undefined) => this.tracks.find(({ language }) => language === wanted);
    const base = kept?.language.split('-')[0];
    const elements = [...this.#port.media.querySelectorAll('track')];
    return (
      speaks(kept?.language) ??
      this.tracks.find(({ language }) => base && language.split('-')[0] === base) ??
      elements.find((element) => element.dataset['preferred'] !== undefined)?.track
    );
  }

  get #forced(): readonly TextTrack[] {
    const elements = [...this.#port.media.querySelectorAll<HTMLTrackElement>('track[data-forced]')];
    return elements.map(({ track }) => track);
  }

  #show(): void {
    const track = this.#wanted;
    if (this.#shown !== track) {
      this.#shown?.removeEventListener('cuechange', this.#collect);
      this.#mode('disabled');
      this.#shown = track;
      track?.addEventListener('cuechange', this.#collect);
    }
    this.#mode('hidden');
    this.#collect();
  }

  #mode(mode: TextTrackMode): void {
    if (this.#shown && this.#shown.mode !== mode) this.#shown.mode = mode;
  }

  /** Tracks come and go, and the page may switch them by the media API: what it shows is what we draw. */
  readonly #adopt = (): void => {
    const { tracks } = this;
    const shown = tracks.find((track) => track.mode === 'showing' && track !== this.#selected);
    if (shown) {
      this.#defaultTaken = true;
      return this.select(shown);
    }
    if (this.#selected && !tracks.includes(this.#selected)) {
      // Another video, which has its own.
      this.#defaultTaken = false;
      return this.select(null);
    }
    if (!this.#defaultTaken) {
      const preferred = this.#preferred;
      if (preferred) {
        this.#defaultTaken = true;
        return this.select(preferred);
      }
    }
    if (this.#selected?.mode === 'disabled') return this.select(null);
    this.update();
    this.#port.requestUpdate();
  };

  readonly #collect = (): void => {
    this.#cues = [...(this.#shown?.activeCues ?? [])]
      .filter((cue): cue is VTTCue => cue instanceof VTTCue && cue.text.trim() !== '')
      .map((cue) => {
        const text = document.createElement('span');
        text.append(cue.getCueAsHTML());
        return { top: isTop(cue), text };
      });
    this.#port.requestUpdate();
  };
}

/** Whether a cue asks for the upper half; everything finer is left to the two regions. */
const isTop = ({ line, snapToLines }: VTTCue): boolean =>
  typeof line === 'number' && (snapToLines ? line >= 0 && line < 6 : line < 50);
