import { html, nothing, type TemplateResult } from 'lit';

import type { PlayerPort } from '../model/player-port.ts';

/**
 * Chooses the text track and draws its cues. The browser reads and times them (mode `hidden`); we draw, since only
 * then captions keep clear of the controls and look the same everywhere. In a phone's own full screen, where only
 * the browser can draw, the track is handed back to it.
 */
export class Captions {
  readonly #port: PlayerPort;
  #selected: TextTrack | null = null;
  #lastLanguage = '';
  #cues: { top: boolean; text: Node }[] = [];
  #defaultTaken = false;

  constructor(port: PlayerPort) {
    this.#port = port;
    const { media } = port;
    media.textTracks.addEventListener('addtrack', this.#adopt);
    media.textTracks.addEventListener('removetrack', this.#adopt);
    media.textTracks.addEventListener('change', this.#adopt);
    media.addEventListener('webkitbeginfullscreen', () => this.#mode('showing'));
    media.addEventListener('webkitendfullscreen', () => this.#mode('hidden'));
    this.#adopt();
  }

  get tracks(): readonly TextTrack[] {
    return [...this.#port.media.textTracks].filter(({ kind }) => kind === 'captions' || kind === 'subtitles');
  }

  get selected(): TextTrack | null {
    return this.#selected;
  }

  select(track: TextTrack | null): void {
    if (this.#selected !== track) {
      this.#selected?.removeEventListener('cuechange', this.#collect);
      this.#mode('disabled');
      this.#selected = track;
      track?.addEventListener('cuechange', this.#collect);
    }
    if (track) this.#lastLanguage = track.language;
    this.#mode('hidden');
    this.#collect();
  }

  /** Off, or on in the language that was last chosen, else that of the page, else the first. */
  toggle(): void {
    const { tracks } = this;
    const speaks = (language: string) =>
      tracks.find((track) => language && track.language.startsWith(language));
    const preferred =
      speaks(this.#lastLanguage) ?? speaks(document.documentElement.lang.slice(0, 2)) ?? tracks[0];
    this.select(this.#selected ? null : (preferred ?? null));
  }

  render(): TemplateResult | typeof nothing {
    if (this.#cues.length === 0) return nothing;
    const region = (top: boolean) =>
      this.#cues
        .filter((cue) => cue.top === top)
        .map(({ text }) => html`<div class="caption" part="caption" dir="auto">${text}</div>`);
    return html`<div class="captions" lang=${this.#selected?.language || nothing}>
      <div class="captions-top">${region(true)}</div>
      <div class="captions-bottom">${region(false)}</div>
    </div>`;
  }

  #mode(mode: TextTrackMode): void {
    if (this.#selected && this.#selected.mode !== mode) this.#selected.mode = mode;
  }

  /** Tracks come and go, and the page may switch them by the media API: what it shows is what we draw. */
  readonly #adopt = (): void => {
    const { tracks } = this;
    const shown = tracks.find((track) => track.mode === 'showing' && track !== this.#selected);
    if (shown) return this.select(shown);
    if (this.#selected && !tracks.includes(this.#selected)) return this.select(null);
    if (!this.#defaultTaken) {
      const elements = [...this.#port.media.querySelectorAll('track')];
      const preferred = elements.find((element) => element.dataset['preferred'] !== undefined);
      if (preferred) {
        this.#defaultTaken = true;
        return this.select(preferred.track);
      }
    }
    if (this.#selected?.mode === 'disabled') return this.select(null);
    this.#port.requestUpdate();
  };

  readonly #collect = (): void => {
    this.#cues = [...(this.#selected?.activeCues ?? [])]
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
