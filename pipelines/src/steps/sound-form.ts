/**
 * The forms in which every sound of a video is encoded, all AAC-LC at 48 kHz: `stereo` for everybody, `mobile` for the
 * variant that a mobile line carries (Apple 9.21), `surround` beside stereo where the source has it (2.9).
 */
export type SoundForm = 'stereo' | 'mobile' | 'surround';

interface FormFacts {
  /** `GROUP-ID` in the multivariant playlist. */
  readonly group: string;
  /** Before the language in the names of files. No language begins with a digit. */
  readonly prefix: string;
  /** Bits per second. */
  readonly bitRate: number;
  readonly channels: number;
  /** As ffmpeg names it. */
  readonly layout: string;
  /** Channels that a source needs for it; one with more is mixed down to it. */
  readonly fromChannels: number;
}

export const soundForms: Readonly<Record<SoundForm, FormFacts>> = {
  stereo: { group: 'aac', prefix: '', bitRate: 128_000, channels: 2, layout: 'stereo', fromChannels: 1 },
  mobile: {
    group: 'aac-48k',
    prefix: '48k-',
    bitRate: 48_000,
    channels: 2,
    layout: 'stereo',
    fromChannels: 1,
  },
  surround: { group: 'aac-51', prefix: '51-', bitRate: 320_000, channels: 6, layout: '5.1', fromChannels: 6 },
};
