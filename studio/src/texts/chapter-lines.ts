import { wordsOf } from '@vidkit/contracts/captions/cue-text';
import { parseCaptions } from '@vidkit/contracts/captions/parse-captions';
import type { Chapter } from '@vidkit/contracts/schemas/texts';

/** Why a list of chapters cannot be taken, with the line, counted from 1, where that shows. */
export interface ChapterFault {
  readonly fault: 'unreadable' | 'start' | 'order' | 'few' | 'many' | 'late';
  readonly line: number;
}

const maxChapters = 200;
const timed = /^\W*?((?:\d{1,3}:)?\d{1,3}:\d{2})\W*(.*)$/u;

/**
 * Reads a list as people write it, a time and a title on each line, or a WebVTT file of chapters. An empty text is an
 * empty list.
 */
export const readChapterLines = (text: string, durationMs: number | null): Chapter[] | ChapterFault => {
  const found = /^\ufeff?WEBVTT/.test(text) ? ofWebVtt(text) : ofLines(text);
  if (!Array.isArray(found)) return found;
  const chapters = found.map(({ chapter }) => chapter);
  const lineOf = (at: number) => found[at]?.line ?? 1;
  if (chapters.length === 0) return [];
  if (chapters[0]?.startMs !== 0) return { fault: 'start', line: lineOf(0) };
  const stray = chapters.findIndex(
    ({ startMs }, at) => at > 0 && startMs <= (chapters[at - 1]?.startMs ?? 0),
  );
  if (stray > 0) return { fault: 'order', line: lineOf(stray) };
  const late = chapters.findIndex(({ startMs }) => durationMs !== null && startMs >= durationMs);
  if (late > 0) return { fault: 'late', line: lineOf(late) };
  if (chapters.length < 2) return { fault: 'few', line: lineOf(0) };
  return chapters.length > maxChapters ? { fault: 'many', line: lineOf(maxChapters) } : chapters;
};

/** The list as people write it. */
export const writeChapterLines = (chapters: readonly Chapter[]): string =>
  chapters.map(({ startMs, title }) => `${clock(startMs)} ${title}`).join('\n');

interface Found {
  readonly chapter: Chapter;
  readonly line: number;
}

const ofWebVtt = (text: string): Found[] =>
  parseCaptions(text).cues.map((cue, at) => ({
    chapter: { startMs: cue.startMs, title: wordsOf(cue.text).slice(0, 200) },
    line: at + 1,
  }));

const ofLines = (text: string): Found[] | ChapterFault => {
  const found: Found[] = [];
  for (const [at, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue;
    const [, time = '', rest = ''] = timed.exec(written.trim()) ?? [];
    const title = rest.trim().slice(0, 200);
    if (time === '' || title === '') return { fault: 'unreadable', line: at + 1 };
    const startMs = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
    found.push({ chapter: { startMs, title }, line: at + 1 });
  }
  return found;
};

const clock = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first = 0, ...rest] = parts[0] ? parts : parts.slice(1);
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
};
