interface InputCounts {
  readonly packets: number;
  readonly decoded: number;
}

const keptLines = 20;

/** Reads what ffmpeg says while it runs (`-progress`) and about itself (`-v level+verbose`). */
export class RunReport {
  readonly #onProgress: (seconds: number) => void;
  readonly #framesPerSecond: number | null;
  readonly #inputs = new Map<number, InputCounts>();
  readonly #encoded = new Map<number, number>();
  readonly #problems: string[] = [];
  #concealed = 0;

  /** With `framesPerSecond`, that of the first output, progress counts its frames. */
  constructor(onProgress: (seconds: number) => void, framesPerSecond: number | null) {
    this.#onProgress = onProgress;
    this.#framesPerSecond = framesPerSecond;
  }

  /** `out_time_us` is the time of whichever output is ahead, often the sound: pictures are the work. */
  readProgress(line: string): void {
    const [, name, value] = /^(frame|out_time_us)= *(\d+)$/.exec(line) ?? [];
    if (name === 'frame' && this.#framesPerSecond !== null) {
      this.#onProgress(Number(value) / this.#framesPerSecond);
    } else if (name === 'out_time_us' && this.#framesPerSecond === null) {
      this.#onProgress(Number(value) / 1e6);
    }
  }

  readLog(line: string): void {
    const input =
      /Input stream #0:(\d+) \(\w+\): (\d+) packets read .*?(?:; (\d+) (?:frames|samples) decoded|$)/.exec(
        line,
      );
    if (input)
      this.#inputs.set(Number(input[1]), { packets: Number(input[2]), decoded: Number(input[3] ?? 0) });
    const output = /Output stream #(\d+):0 \(video\): (\d+) frames encoded/.exec(line);
    if (output) this.#encoded.set(Number(output[1]), Number(output[2]));
    if (/concealing \d+ DC/.test(line)) this.#concealed += 1;
    if (/\[(warning|error|fatal|panic)\]/.test(line)) {
      this.#problems.push(line.slice(0, 500));
      if (this.#problems.length > keptLines) this.#problems.shift();
    }
  }

  packets(stream: number): number {
    return this.#inputs.get(stream)?.packets ?? 0;
  }

  /** Frames of an input stream; null when ffmpeg did not say, as other versions may not. */
  decodedFrames(stream: number): number | null {
    return this.#inputs.get(stream)?.decoded ?? null;
  }

  /** Frames of an output; null when ffmpeg did not say. */
  encodedFrames(output: number): number | null {
    return this.#encoded.get(output) ?? null;
  }

  /** Frames that are missing or were patched up. */
  damaged(stream: number): number {
    const { packets = 0, decoded = 0 } = this.#inputs.get(stream) ?? {};
    return Math.max(0, packets - decoded) + this.#concealed;
  }

  /** The last warnings and errors. */
  lastProblems(): readonly string[] {
    return this.#problems;
  }
}
