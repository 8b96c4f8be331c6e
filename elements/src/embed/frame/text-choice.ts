import type { Playback } from '@vidkit/contracts/schemas/playback';

import type { VidPlayer } from '../../player/vid-player.ts';
import type { EmbedTextTrack } from '../embed-protocol.ts';
import { namedError } from './named-error.ts';

type Shown = EmbedTextTrack & { readonly mode: 'showing' | 'disabled' };

/**
 * Captions and subtitles that can be chosen. They are known with the playback, and become tracks of the media when
 * somebody plays: a choice that is made before waits for them.
 */
export class TextChoice {
  readonly #player: VidPlayer;
  #known: readonly EmbedTextTrack[] = [];
  /** Undefined: leave it to the player. Null: none. */
  #wanted: EmbedTextTrack | null | undefined;
  /** What was applied last. */
  #last: EmbedTextTrack | null | undefined;

  constructor(player: VidPlayer) {
    this.#player = player;
    if (player.playback) this.#know(player.playback);
    player.addEventListener('vid-playback', (event) => this.#know((event as CustomEvent<Playback>).detail));
    player.media.textTracks.addEventListener('addtrack', () => {
      // Tracks that come anew know nothing of what was chosen.
      if (this.#wanted === undefined) this.#wanted = this.#last;
      this.#apply();
    });
  }

  get list(): readonly Shown[] {
    const { selected } = this;
    return this.#known.map((track) => ({ ...track, mode: same(track, selected) ? 'showing' : 'disabled' }));
  }

  /** What the player shows, or shall show. */
  get selected(): EmbedTextTrack | null {
    if (this.#wanted !== undefined) return this.#wanted;
    const shown = this.#tracks.find(({ mode }) => mode !== 'disabled');
    return shown ? aboutOf(shown) : null;
  }

  /** @throws {Error} `InvalidTrackLanguageError` or `InvalidTrackError`. */
  enable(language: string, kind?: string): EmbedTextTrack {
    const spoken = this.#known.filter((track) => track.language.toLowerCase() === language.toLowerCase());
    if (spoken.length === 0)
      throw namedError('InvalidTrackLanguageError', `there is no track in ${language}`);
    const found = spoken.find((track) => kind === undefined || track.kind === kind);
    if (!found) throw namedError('InvalidTrackError', `there are no ${kind} in ${language}`);
    this.#wanted = found;
    this.#apply();
    return found;
  }

  disable(): void {
    this.#wanted = null;
    this.#apply();
  }

  #know({ tracks }: Playback): void {
    this.#known = tracks
      .filter(({ kind, forced }) => (kind === 'captions' || kind === 'subtitles') && !forced)
      .map(({ language, kind, label }) => ({ language, kind: kind as EmbedTextTrack['kind'], label }));
  }

  #apply(): void {
    const tracks = this.#tracks;
    const wanted = this.#wanted;
    if (wanted === undefined || tracks.length < this.#known.length || tracks.length === 0) return;
    this.#last = wanted;
    this.#wanted = undefined;
    for (const track of tracks) {
      const chosen = same(aboutOf(track), wanted);
      // The player draws what is showing, and takes the rest of the work over.
      if (chosen !== (track.mode !== 'disabled')) track.mode = chosen ? 'showing' : 'disabled';
    }
  }

  get #tracks(): readonly TextTrack[] {
    const { media } = this.#player;
    const forced = [...media.querySelectorAll<HTMLTrackElement>('track[data-forced]')].map(
      ({ track }) => track,
    );
    return [...media.textTracks].filter(
      (track) => (track.kind === 'captions' || track.kind === 'subtitles') && !forced.includes(track),
    );
  }
}

const aboutOf = ({ language, kind, label }: TextTrack): EmbedTextTrack => ({
  language,
  kind: kind as EmbedTextTrack['kind'],
  label,
});

const same = (a: EmbedTextTrack, b: EmbedTextTrack | null): boolean =>
  a.language === b?.language && a.kind === b.kind;
