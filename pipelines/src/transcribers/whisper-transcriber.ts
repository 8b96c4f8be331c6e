import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import {
  type Transcriber,
  TranscriberError,
  type Transcription,
  type TranscriptionJob,
  type TranscriptionOptions,
} from '@vidkit/platform/ports/transcriber';
import { z } from 'zod';

import { ProcessError, runProcess } from '../process/run-process.ts';

export interface WhisperOptions {
  /** The `whisper-cli` of whisper.cpp: a path, or a name that is looked for. */
  readonly program: string;
  /** A model in the format of whisper.cpp. */
  readonly model: string;
}

/** Of the JSON that it writes; its times are in milliseconds. */
const report = z.object({
  result: z.object({ language: z.string() }),
  transcription: z.array(
    z.object({ offsets: z.object({ from: z.number(), to: z.number() }), text: z.string() }),
  ),
});

/** More do not make it faster. */
const mostThreads = 8;
/** The queue gives a job a day. */
const longestMs = 23 * 3_600_000;
const keptLines = 20;
const exitCodes = { modelUnreadable: 3, notExecutable: 126, notFound: 127 };

/** Hears by one run of the whisper.cpp program on this machine for each sound; nothing is fetched from anywhere. */
export class WhisperTranscriber implements Transcriber {
  readonly #program: string;
  readonly #model: string;

  constructor({ program, model }: WhisperOptions) {
    this.#program = program;
    this.#model = model;
  }

  async transcribe(job: TranscriptionJob, options: TranscriptionOptions): Promise<Transcription> {
    const output = join(job.folder, 'heard');
    const lines = await this.#run(job, output, options);
    const text = await readFile(`${output}.json`, 'utf8').catch(() => null);
    if (text === null) throw unwritten(lines);
    const heard = read(text);
    const language = fromWhisper(heard.result.language);
    // Models for English alone take any language for it.
    if (job.language !== null && language !== null && toWhisper(job.language) !== toWhisper(language))
      throw new TranscriberError('language_unsupported', `It heard ${language} instead of ${job.language}.`);
    return {
      language: job.language ?? language,
      phrases: heard.transcription.map(({ offsets, text }) => ({
        startMs: offsets.from,
        endMs: offsets.to,
        text,
      })),
    };
  }

  /** Returns what it said first, for it ends with 0 also where it has refused; all of its usage follows. */
  async #run(
    { path, duration, language }: TranscriptionJob,
    output: string,
    { signal, onProgress }: TranscriptionOptions,
  ): Promise<readonly string[]> {
    const threads = Math.min(mostThreads, availableParallelism());
    const timeoutMs = Math.min(longestMs, 600_000 + duration * 30_000);
    const spoken = language === null ? 'auto' : toWhisper(language);
    const quietly = ['--no-prints', '--print-progress', '--threads', String(threads)];
    const files = ['--model', this.#model, '--file', path, '--output-json', '--output-file', output];
    const lines: string[] = [];
    try {
      await runProcess(this.#program, [...quietly, '--language', spoken, ...files], {
        signal,
        timeoutMs,
        background: true,
        limits: { cpuSeconds: (timeoutMs / 1000) * threads, fileBytes: 64 * 1024 ** 2 },
        onErrorLine: (line) => {
          const [, percent] = /progress *= *(\d+)%/.exec(line) ?? [];
          // Of sounds shorter than its window it says more than 100.
          if (percent !== undefined) onProgress(Math.min(1, Number(percent) / 100));
          else if (lines.length < keptLines) lines.push(line);
        },
      });
      return lines;
    } catch (error) {
      throw error instanceof ProcessError ? explain(error) : error;
    }
  }
}

const explain = (error: ProcessError): TranscriberError => {
  const { lastLines } = error;
  return new TranscriberError(codeOf(error), error.message, { cause: error, lastLines });
};

const codeOf = ({ code, exitCode }: ProcessError): TranscriberError['code'] => {
  if (code === 'not_started') return 'transcriber_missing';
  if (code === 'timeout' || code === 'out_of_resources') return 'out_of_resources';
  return exitCode !== null && Object.values(exitCodes).includes(exitCode)
    ? 'transcriber_missing'
    : 'transcription_failed';
};

/** What it does not know of its arguments it says, and ends well. */
const unwritten = (lines: readonly string[]): TranscriberError =>
  lines.some((line) => line.includes('unknown language'))
    ? new TranscriberError('language_unsupported', 'It does not know the language.', { lastLines: lines })
    : new TranscriberError('transcription_failed', 'It wrote nothing.', { lastLines: lines });

/** It escapes quotes and backslashes only, and may cut a character in two. */
const read = (text: string): z.infer<typeof report> => {
  try {
    // eslint-disable-next-line no-control-regex -- these are what it leaves in
    return report.parse(JSON.parse(text.replaceAll(/[\u0000-\u001f]+/g, ' ')));
  } catch (cause) {
    throw new TranscriberError('transcription_failed', 'What it wrote cannot be read.', { cause });
  }
};

/** Languages that it knows by another code. */
const whisperCodes: Readonly<Record<string, string>> = { nb: 'no', jv: 'jw', fil: 'tl' };

/** It knows languages without regions and scripts. */
const toWhisper = (tag: string): string => {
  const { language } = new Intl.Locale(tag);
  return whisperCodes[language] ?? language;
};

const fromWhisper = (code: string): string | null => {
  if (!/^[a-z]{2,3}$/.test(code)) return null;
  return Object.keys(whisperCodes).find((tag) => whisperCodes[tag] === code) ?? code;
};
