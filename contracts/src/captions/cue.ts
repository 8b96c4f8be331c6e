/** A text and when it is shown. */
export interface Cue {
  /** Milliseconds from the start of the video. */
  readonly startMs: number;
  readonly endMs: number;
  /** WebVTT cue text: escaped, and with no other tags than `b i u v c lang ruby rt`. */
  readonly text: string;
  /** WebVTT cue settings, such as `align:start line:10%`; empty for the usual place. */
  readonly settings: string;
}

export const cueFaults = ['time_unreadable', 'ends_before_start', 'no_text', 'text_too_long'] as const;
export type CueFault = (typeof cueFaults)[number];

/** A cue that was left out, and the line of the file, counted from 1, where it stood. */
export interface DroppedCue {
  readonly line: number;
  readonly fault: CueFault;
}
