/** One line of what is said. Seconds. */
export interface TranscriptLine {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A piece of a line: found, or between what was found. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** More than a day of speech has; what is longer is no transcript. */
const mostLines = 50_000;

/** Reads the API's transcript; an empty list for anything else. */
export const parseTranscript = (answer: unknown): readonly TranscriptLine[] => {
  const { cues } = (answer ?? {}) as { cues?: unknown };
  if (!Array.isArray(cues)) return [];
  return cues.slice(0, mostLines).flatMap((cue: unknown) => {
    const { startMs, endMs, text } = (cue ?? {}) as Record<string, unknown>;
    return typeof startMs === 'number' &&
      startMs >= 0 &&
      typeof endMs === 'number' &&
      typeof text === 'string'
      ? [{ start: startMs / 1000, end: endMs / 1000, text: plain(text) }]
      : [];
  });
};

/** The lines of a text track, without its markup. */
export const linesOfCues = (cues: Iterable<TextTrackCue>): readonly TranscriptLine[] =>
  [...cues].slice(0, mostLines).flatMap((cue) => {
    if (!(cue instanceof VTTCue)) return [];
    const text = plain(cue.getCueAsHTML().textContent);
    return text ? [{ start: cue.startTime, end: cue.endTime, text }] : [];
  });

/** Index of the line that is said at `seconds`, else of the last one before; -1 before the first. */
export const lineAt = (lines: readonly TranscriptLine[], seconds: number): number =>
  lines.findLastIndex(({ start }) => start <= seconds + 0.05);

/**
 * A line cut where `query` is found in it, in any case and without accents; null when it is not. The whole line is one
 * piece for an empty query.
 */
export const findIn = (text: string, query: string): readonly Piece[] | null => {
  const wanted = fold(query.trim());
  if (!wanted) return [{ text, hit: false }];
  // Folding may change the length of a letter, so each folded one remembers its place.
  const places: number[] = [];
  let folded = '';
  const letters = Array.from(text);
  for (const [index, letter] of letters.entries()) {
    const piece = fold(letter);
    folded += piece;
    for (let at = 0; at < piece.length; at++) places.push(index);
  }
  const pieces: Piece[] = [];
  let done = 0;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const from = Math.max(done, places[at] ?? 0);
    const to = (places[at + wanted.length - 1] ?? letters.length - 1) + 1;
    if (from > done) pieces.push({ text: letters.slice(done, from).join(''), hit: false });
    pieces.push({ text: letters.slice(from, to).join(''), hit: true });
    done = to;
  }
  if (pieces.length === 0) return null;
  if (done < letters.length) pieces.push({ text: letters.slice(done).join(''), hit: false });
  return pieces;
};

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
