#!/usr/bin/env node
/**
 * Speaks as the `whisper-cli` of whisper.cpp 1.9 does: arguments, progress, exit codes, files and what it leaves
 * unescaped. What it hears is written in its model, which is JSON here.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface StandInModel {
  /** What it finds the language to be. */
  readonly language?: string;
  /** Of models for English alone. */
  readonly onlyEnglish?: boolean;
  readonly segments?: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  /** Instead of its JSON. */
  readonly output?: string;
  readonly exit?: number;
  /** Says this much progress, and then nothing more. */
  readonly hangAt?: number;
  /** A file that gets a line for each start. */
  readonly starts?: string;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const sayUsage = (): void => {
  for (let option = 0; option < 70; option++)
    say('  -x N,      --another N            [1      ] what it is for');
};

const main = (): number => {
  const { values } = readArguments();
  if (!values) return 0;
  const model = readModel(values.model);
  if (!model) {
    say('error: failed to initialize whisper context');
    return 3;
  }
  if (model.starts) appendFileSync(model.starts, `${values.language}\n`);
  if (!['auto', 'en', 'de', 'no', 'zh'].includes(values.language)) {
    say(`whisper_lang_id: unknown language '${values.language}'`);
    sayUsage();
    return 0;
  }
  if (!isSpeech(readFileSync(values.file))) {
    say(`error: failed to read audio file '${values.file}'`);
    return 0;
  }
  if (model.hangAt !== undefined) {
    say(`whisper_print_progress_callback: progress = ${String(model.hangAt).padStart(3)}%`);
    setInterval(() => undefined, 1000);
    return 0;
  }
  if (model.exit) return model.exit;
  say('whisper_print_progress_callback: progress = 272%');
  const found = values.language === 'auto' ? (model.language ?? 'en') : values.language;
  writeFileSync(
    `${values['output-file']}.json`,
    model.output ?? written(model, model.onlyEnglish ? 'en' : found),
  );
  return 0;
};

const readArguments = () => {
  try {
    return parseArgs({
      options: {
        'no-prints': { type: 'boolean' },
        'print-progress': { type: 'boolean' },
        'output-json': { type: 'boolean' },
        threads: { type: 'string', default: '4' },
        language: { type: 'string', default: 'en' },
        model: { type: 'string', default: '' },
        file: { type: 'string', default: '' },
        'output-file': { type: 'string', default: '' },
      },
    });
  } catch (error) {
    say(`error: ${(error as Error).message}`);
    sayUsage();
    return { values: null };
  }
};

const readModel = (path: string): StandInModel | null => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StandInModel;
  } catch {
    return null;
  }
};

/** 16 kHz, one channel, 16 bits (RIFF, format chunk first). */
const isSpeech = (wav: Buffer): boolean =>
  wav.toString('latin1', 0, 4) === 'RIFF' &&
  wav.readUInt16LE(22) === 1 &&
  wav.readUInt32LE(24) === 16_000 &&
  wav.readUInt16LE(34) === 16 &&
  wav.length > 1000;

/** It escapes quotes and backslashes, and nothing else. */
const written = ({ segments = [] }: StandInModel, language: string): string => {
  const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, (one) => `\\${one}`)}"`;
  const all = segments.map(
    ({ from, to, text }) =>
      `{"timestamps": {"from": "", "to": ""}, "offsets": {"from": ${from}, "to": ${to}}, "text": ${quoted(text)}}`,
  );
  return `{"params": {}, "result": {"language": "${language}"}, "transcription": [\n\t${all.join(',\n\t')}\n]}\n`;
};

process.exitCode = main();
