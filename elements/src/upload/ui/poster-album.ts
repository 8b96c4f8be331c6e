import { drawPoster, type LocalPoster } from './local-poster.ts';

/** Pictures of the files in a list. */
export class PosterAlbum {
  readonly #changed: () => void;
  readonly #posters = new Map<string, LocalPoster | null>();
  readonly #gone = new Set<string>();
  #drawing: Promise<void> = Promise.resolve();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get(id: string): LocalPoster | null | undefined {
    return this.#posters.get(id);
  }

  /** One after the other: decoders are few, and the first picture should come soon. */
  draw(id: string, file: File): void {
    this.#drawing = this.#drawing.then(async () => {
      if (this.#gone.has(id)) return;
      this.#posters.set(id, (await drawPoster(file)) ?? (await lengthOf(file)));
      this.#changed();
    });
  }

  /** Nobody looks at it any more; the next may be drawn at once. */
  forget(id: string): void {
    this.#gone.add(id);
    this.#posters.delete(id);
  }
}

/** What the browser cannot show may still say how long it is. */
const lengthOf = async (file: File): Promise<LocalPoster | null> => {
  try {
    const { readFacts } = await import('../inspect/inspect-file.ts');
    const durationMs = (await readFacts(file))?.durationMs ?? null;
    return durationMs === null ? null : { canvas: null, duration: durationMs / 1_000 };
  } catch {
    return null;
  }
};
