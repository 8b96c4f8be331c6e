import type { Captions } from '../captions/captions.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { linesOfCues, parseTranscript, type TranscriptLine } from '../model/transcript.ts';

/**
 * What is said in the video: the cues of the chosen captions; without a choice what the API has, else the first
 * captions. Follows the choice. Whatever cannot be read is an empty list.
 */
export class TranscriptSource {
  lines: readonly TranscriptLine[] = [];
  state: 'loading' | 'ready' = 'loading';
  readonly #port: PlayerPort;
  readonly #captions: Captions;
  readonly #onChange: () => void;
  readonly #ended = new AbortController();
  #track: TextTrack | null = null;
  #url: string | null = null;
  #cues = -1;

  constructor(port: PlayerPort, captions: Captions, onChange: () => void) {
    this.#port = port;
    this.#captions = captions;
    this.#onChange = onChange;
    this.update();
  }

  get language(): string {
    return this.#track?.language ?? '';
  }

  /** The choice may be another, or more of its cues may have come. */
  update(): void {
    const { selected, tracks } = this.#captions;
    const url = this.#port.playback?.transcriptUrl ?? null;
    if (!selected && url && this.#url !== 'failed') return this.#fetch(url);
    this.#read(selected ?? tracks[0] ?? null);
  }

  end(): void {
    this.#ended.abort();
  }

  #fetch(url: string): void {
    // The right in the address is renewed now and then; what it leads to stays the same.
    if (this.#url !== null) return;
    this.#url = url;
    void this.#load(url).then((lines) => {
      if (this.#ended.signal.aborted) return;
      if (lines.length === 0) {
        this.#url = 'failed';
        this.update();
      } else this.#take(lines);
      this.#onChange();
    });
  }

  async #load(url: string): Promise<readonly TranscriptLine[]> {
    try {
      const response = await fetch(url, { credentials: 'omit', signal: this.#ended.signal });
      return response.ok ? parseTranscript(await response.json()) : [];
    } catch {
      return [];
    }
  }

  #read(track: TextTrack | null): void {
    if (track !== this.#track) {
      this.#track = track;
      this.#cues = -1;
      // Browsers read a track once it is not disabled.
      if (track?.mode === 'disabled') track.mode = 'hidden';
    }
    if (!track) return this.#take([]);
    const element = [...this.#port.media.querySelectorAll('track')].find((child) => child.track === track);
    const reading = element !== undefined && element.readyState < HTMLTrackElement.LOADED;
    const { length = 0 } = track.cues ?? {};
    if (reading) {
      this.state = 'loading';
      const again = (): void => this.#onChange();
      for (const type of ['load', 'error']) {
        element.addEventListener(type, again, { once: true, signal: this.#ended.signal });
      }
    } else if (length !== this.#cues) {
      this.#cues = length;
      this.#take(linesOfCues(track.cues ?? []));
    }
  }

  #take(lines: readonly TranscriptLine[]): void {
    this.lines = lines;
    this.state = 'ready';
  }
}
