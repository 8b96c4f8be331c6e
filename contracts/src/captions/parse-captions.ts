import { cleanCueText } from './cue-text.ts';
import type { Cue, CueFault, DroppedCue } from './cue.ts';

export interface Captions {
  /** By their start. */
  readonly cues: readonly Cue[];
  readonly dropped: readonly DroppedCue[];
}

const maxCues = 50_000;
const maxCharacters = 2000;
const arrow = '-->';

/**
 * Reads WebVTT and SubRip alike, and what lies between them. A cue that cannot be read is left out and listed; a file
 * without any cue gives an empty list. Time and space grow with the length of the text.
 */
export const parseCaptions = (text: string): Captions => {
  const lines = text
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '\ufffd')
    .split(/\r\n?|\n/);
  const subRip = !/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '');
  const cues: Cue[] = [];
  const dropped: DroppedCue[] = [];
  for (let at = 0; at < lines.length && cues.length < maxCues; at++) {
    const line = lines[at] ?? '';
    if (!line.includes(arrow)) continue;
    const end = endOfBlock(lines, at);
    // In SubRip the number of the next cue may follow without a blank line.
    const body = lines.slice(at + 1, end);
    if (lines[end]?.includes(arrow) && /^\s*\d+\s*$/.test(body.at(-1) ?? '')) body.pop();
    const read = readCue(line, body.join('\n'), subRip);
    if (typeof read === 'string') dropped.push({ line: at + 1, fault: read });
    else cues.push(read);
    at = end - 1;
  }
  return { cues: cues.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs), dropped };
};

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === '';

/** The blank line, or the next time line, that ends the block whose first line is at `from`. */
const endOfBlock = (lines: readonly string[], from: number): number => {
  let at = from + 1;
  while (at < lines.length && !isBlank(lines[at]) && !lines[at]?.includes(arrow)) at++;
  return at;
};

const readCue = (timeLine: string, body: string, subRip: boolean): Cue | CueFault => {
  const times = /^\s*(\S+)\s*-->\s*(\S+)(.*)$/.exec(timeLine);
  const startMs = millisecondsOf(times?.[1]);
  const endMs = millisecondsOf(times?.[2]);
  if (startMs === null || endMs === null) return 'time_unreadable';
  if (endMs <= startMs) return 'ends_before_start';
  if (body.length > maxCharacters) return 'text_too_long';
  // `{\an8}` and its like are orders of another format; only the top of the picture has a word in ours.
  const top = subRip && /\{\\an[789]\}/.test(body);
  const text = cleanCueText(subRip ? body.replaceAll(/\{\\[^}]*\}/g, '') : body);
  if (text.replaceAll(/<[^>]*>/g, '').trim() === '') return 'no_text';
  const settings = subRip ? '' : cleanSettings(times?.[3] ?? '');
  return { startMs, endMs, text, settings: top ? 'line:5%' : settings };
};

/** `1:02:03.450`, `02:03,45` or `02:03`, in milliseconds. */
const millisecondsOf = (text: string | undefined): number | null => {
  const [, hours = '0', minutes, seconds, fraction = ''] =
    /^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,6}))?$/.exec(text ?? '') ?? [];
  if (minutes === undefined || seconds === undefined || Number(minutes) > 59 || Number(seconds) > 59)
    return null;
  const thousandths = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + thousandths;
};

const settingPatterns: Readonly<Record<string, RegExp>> = {
  vertical: /^(?:rl|lr)$/,
  line: /^(?:-?\d{1,3}|(?:\d|[1-9]\d|100)(?:\.\d{1,3})?%)(?:,(?:start|center|end))?$/,
  position: /^(?:\d|[1-9]\d|100)(?:\.\d{1,3})?%(?:,(?:line-left|center|line-right))?$/,
  size: /^(?:\d|[1-9]\d|100)(?:\.\d{1,3})?%$/,
  align: /^(?:start|center|end|left|right)$/,
};

const cleanSettings = (text: string): string =>
  text
    .trim()
    .split(/\s+/)
    .filter((setting) => {
      const [name = '', value = ''] = setting.split(/:(.*)/s);
      return Object.hasOwn(settingPatterns, name) && settingPatterns[name]?.test(value);
    })
    .join(' ');
