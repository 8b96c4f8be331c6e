import type { Loudness } from '../../steps/sound-level.ts';

/** Reads the summaries that the filter `ebur128` logs when it ends, one for each of them in a graph. */
export class LoudnessReport {
  /** By place in the graph. */
  readonly #found = new Map<number, { integrated: number; truePeak: number }>();
  #current: { integrated: number; truePeak: number } | null = null;

  readLog(line: string): void {
    const [, place] = /^\[Parsed_ebur128_(\d+) [^\]]*\] Summary:/.exec(line) ?? [];
    if (place) {
      this.#current = { integrated: -Infinity, truePeak: -Infinity };
      this.#found.set(Number(place), this.#current);
    }
    if (!this.#current) return;
    const [, integrated] = /^\s+I:\s+(\S+) LUFS/.exec(line) ?? [];
    if (integrated) this.#current.integrated = decibels(integrated);
    const [, peak] = /^\s+Peak:\s+(\S+) dBFS/.exec(line) ?? [];
    if (peak) this.#current.truePeak = decibels(peak);
  }

  /** In the order of the graph. */
  get all(): readonly Loudness[] {
    return [...this.#found].sort(([a], [b]) => a - b).map(([, loudness]) => loudness);
  }
}

const decibels = (text: string): number => {
  const value = Number(text);
  return Number.isFinite(value) ? value : -Infinity;
};
