/** Hears what is said in a sound. Knows nothing of videos, captions or storage. */
export interface Transcriber {
  /**
   * Resolves with what was heard, in no promised order and shape: times may overlap or lie outside of the sound, and
   * text may hold anything. Throws `TranscriberError`, and the signal's reason when aborted, within a second.
   */
  transcribe(job: TranscriptionJob, options: TranscriptionOptions): Promise<Transcription>;
}

export interface TranscriptionJob {
  /** WAV, 16 kHz, one channel, 16 bits. */
  readonly path: string;
  /** Seconds of sound. */
  readonly duration: number;
  /** BCP 47, of the speech; null: to be found out. */
  readonly language: string | null;
  /** An own folder for temporary files, which the caller removes. */
  readonly folder: string;
}

export interface TranscriptionOptions {
  readonly signal: AbortSignal;
  /** Share of the sound that has been heard, 0 to 1, as it grows. */
  readonly onProgress: (done: number) => void;
}

export interface Transcription {
  /** BCP 47; null where the program does not say. */
  readonly language: string | null;
  readonly phrases: readonly HeardPhrase[];
}

export interface HeardPhrase {
  /** Milliseconds from the start of the sound. */
  readonly startMs: number;
  readonly endMs: number;
  /** Plain text: what looks like markup is none. */
  readonly text: string;
}

/**
 * `transcriber_missing`: the program or its model is not there, which only an operator can change.
 * `language_unsupported`: it cannot hear this language. `out_of_resources`: it needed more time or memory than it may
 * use. `transcription_failed`: anything else; trying again may help.
 */
export class TranscriberError extends Error {
  readonly code: 'transcriber_missing' | 'language_unsupported' | 'out_of_resources' | 'transcription_failed';
  /** Last lines of the program's output; for operators, never for creators. */
  readonly lastLines: readonly string[];

  constructor(
    code: TranscriberError['code'],
    message: string,
    { lastLines = [], ...options }: ErrorOptions & { readonly lastLines?: readonly string[] } = {},
  ) {
    super(message, options);
    this.name = 'TranscriberError';
    this.code = code;
    this.lastLines = lastLines;
  }
}
