import type { Cue } from '@vidkit/contracts/captions/cue';
import type { HeardPhrase } from '@vidkit/platform/ports/transcriber';

/** Two lines of 42 characters, which is what can be read at a glance. */
const lineLength = 42;
const longestCue = 2 * lineLength;
const shortestMs = 200;
const mostCues = 50_000;
const shortEnough = new RegExp(`.{1,${lineLength}}`, 'gsu');

export interface ReadableOptions {
  readonly durationMs: number;
  /** BCP 47, by which words are told apart; null when unknown. */
  readonly language: string | null;
}

/**
 * Cues of what a program heard: plain words in the order of their time, none over another and none outside of the
 * video, each short enough to be read. What is not speech, such as `[Music]`, is left out.
 */
export const readableCues = (
  phrases: readonly HeardPhrase[],
  { durationMs, language }: ReadableOptions,
): Cue[] => {
  const said = phrases
    .flatMap(({ startMs, endMs, text }) => {
      const words = plain(text);
      const start = Math.max(0, Math.round(startMs));
      const end = Math.min(durationMs, Math.round(endMs));
      return words !== '' && end - start >= shortestMs ? [{ start, end, words }] : [];
    })
    .sort((a, b) => a.start - b.start);
  const cues: Cue[] = [];
  for (const [i, { start, end, words }] of said.entries()) {
    const until = Math.min(end, said[i + 1]?.start ?? end);
    if (until - start < shortestMs) continue;
    cues.push(...inPieces({ start, end: until, pieces: piecesOf(words, language) }));
    if (cues.length >= mostCues) break;
  }
  return cues.slice(0, mostCues);
};

/** Without control characters, and without what stands for sounds; empty where nothing was said. */
const plain = (text: string): string => {
  const words = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\ufffd\s]+/gu, ' ')
    // Marks of direction could turn the text around them.
    .replaceAll(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim();
  return /^(?:[[(*♪].*[\])*♪]|[^\p{L}\p{N}]*)$/u.test(words) ? '' : words;
};

/** The pieces share the time by their length, the best guess where single words have no times. */
const inPieces = ({
  start,
  end,
  pieces,
}: {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly string[];
}): Cue[] => {
  const all = pieces.reduce((sum, { length }) => sum + length, 0);
  let read = 0;
  return pieces
    .map((piece) => {
      const startMs = Math.round(start + ((end - start) * read) / all);
      read += piece.length;
      const endMs = Math.round(start + ((end - start) * read) / all);
      return { startMs, endMs, text: escaped(inTwoLines(piece)), settings: '' };
    })
    .filter(({ startMs, endMs }) => endMs > startMs);
};

/** Parts of about one length, cut between words. */
const piecesOf = (words: string, language: string | null): string[] => {
  const count = Math.ceil(widthOf(words) / longestCue);
  if (count === 1) return [words];
  const pieces: string[] = [];
  let piece = '';
  for (const word of segmentsOf(words, language)) {
    const width = widthOf(piece + word);
    if (piece !== '' && (width > longestCue || width - widthOf(word) / 2 > widthOf(words) / count)) {
      pieces.push(piece.trim());
      piece = '';
    }
    piece += word;
  }
  return [...pieces, piece.trim()].filter((one) => one !== '');
};

/** In letters; signs that are as wide as high take two. */
const widthOf = (text: string): number =>
  text.length + (text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu)?.length ?? 0);

/** Words with what follows them; a word that is longer than a cue comes in parts. */
const segmentsOf = (words: string, language: string | null): string[] => {
  const segments: string[] = [];
  const segmenter = new Intl.Segmenter(language ?? undefined, { granularity: 'word' });
  for (const { segment, isWordLike } of segmenter.segment(words)) {
    const last = segments.at(-1);
    if (isWordLike || last === undefined) segments.push(segment);
    else segments[segments.length - 1] = last + segment;
  }
  return segments.flatMap((segment) => segment.match(shortEnough) ?? []);
};

/** Broken at the space nearest to the middle, where it does not fit into one line. */
const inTwoLines = (text: string): string => {
  if (text.length <= lineLength) return text;
  const middle = text.length / 2;
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const [at] = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return at === undefined ? text : `${text.slice(0, at)}\n${text.slice(at + 1)}`;
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
