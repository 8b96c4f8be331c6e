import type { ProcessingProgress, ProcessingStage } from '@vidkit/contracts/schemas/video';

interface Part {
  readonly stage: ProcessingStage;
  /** Share of the whole, in any unit. */
  readonly cost: number;
}

export interface ProgressOptions {
  readonly emit: (progress: ProcessingProgress) => void;
  /** What will be done, in order. */
  readonly parts: readonly Part[];
  readonly now?: () => number;
  /** Milliseconds between two reports. */
  readonly every?: number;
}

const shortestBasis = 0.03;

/** One figure for all that is done to a video: it never falls, and says how long the rest will take. */
export class Progress {
  readonly #emit: ProgressOptions['emit'];
  readonly #parts: readonly Part[];
  readonly #total: number;
  readonly #now: () => number;
  readonly #every: number;
  readonly #startedAt: number;
  #skipped = 0;
  /** Where and when the present stage began. */
  #stage = { share: 0, at: 0 };
  #share = 0;
  #lastAt = -Infinity;
  #lastStage: ProcessingStage | null = null;

  constructor({ emit, parts, now = Date.now, every = 1000 }: ProgressOptions) {
    this.#emit = emit;
    this.#parts = parts;
    this.#total = parts.reduce((sum, part) => sum + part.cost, 0);
    this.#now = now;
    this.#every = every;
    this.#startedAt = now();
  }

  /** Counts a part as done by an earlier attempt, so that it does not look like speed. */
  skip(stage: ProcessingStage): void {
    this.#share = Math.max(this.#share, this.#shareAt(stage, 1));
    this.#skipped = this.#share;
  }

  /** `done` is the finished part of the stage, 0 to 1. Reports at most once a second, and every new stage. */
  update(stage: ProcessingStage, done: number): void {
    const now = this.#now();
    if (stage !== this.#lastStage) this.#stage = { share: this.#shareAt(stage, 0), at: now };
    this.#share = Math.max(this.#share, this.#shareAt(stage, Math.min(1, Math.max(0, done))));
    if (stage === this.#lastStage && now - this.#lastAt < this.#every) return;
    this.#lastAt = now;
    this.#lastStage = stage;
    this.#emit({ stage, percent: Math.floor(this.#share * 1000) / 10, secondsLeft: this.#secondsLeft(now) });
  }

  #shareAt(stage: ProcessingStage, done: number): number {
    const index = this.#parts.findIndex((part) => part.stage === stage);
    const before = this.#parts.slice(0, index).reduce((sum, part) => sum + part.cost, 0);
    return (before + (this.#parts[index]?.cost ?? 0) * done) / this.#total;
  }

  /** By the speed of the present stage once that shows, for the model of costs is a guess; until then of all before. */
  #secondsLeft(now: number): number | null {
    const inStage = { done: this.#share - this.#stage.share, since: this.#stage.at };
    const inAll = { done: this.#share - this.#skipped, since: this.#startedAt };
    const { done, since } = inStage.done >= shortestBasis ? inStage : inAll;
    if (done < shortestBasis) return null;
    return Math.round(((now - since) / 1000 / done) * (1 - this.#share));
  }
}
