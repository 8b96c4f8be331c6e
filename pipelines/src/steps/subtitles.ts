import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Cue } from '@vidkit/contracts/captions/cue';
import { parseCaptions } from '@vidkit/contracts/captions/parse-captions';
import { writeWebVtt } from '@vidkit/contracts/captions/write-web-vtt';
import type { PublishedCaptions } from '@vidkit/contracts/events/media';

import type { Source, Transcoder } from '../transcoders/transcoder.ts';
import type { StreamReport } from './ffprobe.ts';
import { bcp47 } from './language.ts';
import type { SourceText } from './source-media.ts';

const textCodecs = new Set(['subrip', 'srt', 'ass', 'ssa', 'mov_text', 'webvtt', 'text', 'microdvd']);
const pictureCodecs = new Set(['hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle', 'xsub']);

/** Streams of text in a file, one for each kind and language. */
export const describeTexts = (streams: readonly StreamReport[]): SourceText[] => {
  const texts = streams
    .filter(({ codec_name }) => textCodecs.has(codec_name ?? ''))
    .map(({ index, tags, disposition }) => ({
      index,
      language: bcp47(tags['language']),
      kind: kindOf(disposition),
    }));
  return texts.filter(
    (text, at) =>
      texts.findIndex(({ kind, language }) => kind === text.kind && language === text.language) === at,
  );
};

const kindOf = (disposition: StreamReport['disposition']): SourceText['kind'] => {
  if (disposition['forced'] === 1) return 'forced';
  return disposition['hearing_impaired'] === 1 ? 'captions' : 'subtitles';
};

/** Subtitles that are pictures, as on discs: nothing that could be read as text. */
export const hasPictureSubtitles = (streams: readonly StreamReport[]): boolean =>
  streams.some(({ codec_name }) => pictureCodecs.has(codec_name ?? ''));

export interface SubtitlesInput {
  readonly source: Source;
  readonly texts: readonly SourceText[];
  /** Seconds of the file that come before 0 of what is published. */
  readonly start: number;
  readonly transcoder: Transcoder;
  /** Where the files go. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Writes the texts of a file as clean WebVTT. What cannot be read is left out: a video can do without. */
export const placeSubtitles = async (input: SubtitlesInput): Promise<PublishedCaptions[]> => {
  const { source, texts, start, transcoder, folder, signal } = input;
  if (texts.length === 0) return [];
  const raw = (index: number): string => join(folder, `text-${index}.raw`);
  const streams = texts.map(({ index }) => ({ index, path: raw(index) }));
  await transcoder.extractTexts({ source, streams }, signal);
  const placed = await Promise.all(
    texts.map(async ({ index, kind, language }): Promise<PublishedCaptions[]> => {
      const text = await readFile(raw(index), 'utf8').catch(() => '');
      await rm(raw(index), { force: true });
      const cues = movedBack(parseCaptions(text).cues, Math.round(start * 1000));
      if (cues.length === 0) return [];
      const file = `text-${kind}-${language.toLowerCase()}.vtt`;
      await writeFile(join(folder, file), writeWebVtt(cues));
      return [{ file, kind, language, cues: cues.length }];
    }),
  );
  return placed.flat();
};

const movedBack = (cues: readonly Cue[], ms: number): Cue[] =>
  cues
    .map((cue) => ({ ...cue, startMs: Math.max(0, cue.startMs - ms), endMs: cue.endMs - ms }))
    .filter(({ startMs, endMs }) => endMs > startMs);
