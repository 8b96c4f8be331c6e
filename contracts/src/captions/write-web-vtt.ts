import type { Cue } from './cue.ts';

/**
 * WebVTT for players and, since it names the media's own zero, for HLS too (RFC 8216, section 3.5). Our media begins
 * at 0.
 */
export const writeWebVtt = (cues: readonly Cue[]): string =>
  [
    'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n',
    ...cues.map(({ startMs, endMs, settings, text }) => {
      const times = `${clock(startMs)} --> ${clock(endMs)}${settings && ` ${settings}`}`;
      return `${times}\n${text.replaceAll(/\n{2,}/g, '\n')}\n`;
    }),
  ].join('\n');

/** `01:02:03.450` */
const clock = (ms: number): string => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`;
};
