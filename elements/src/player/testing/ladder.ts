/** What test media have in common: how ffmpeg makes a small HLS ladder, and the texts beside it. */

export interface Rung {
  readonly height: number;
  readonly kilobits: number;
}

/** H.264 for every browser, with a key frame every two seconds at 25 pictures a second. */
export const h264: readonly string[] = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'],
  ...['-g', '50', '-sc_threshold', '0'],
];

/** Output of `<name>.m3u8`: fMP4 segments of two seconds in one file. */
export const hls = (name: string): string[] => [
  ...['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
  ...['-hls_flags', 'single_file+independent_segments', `${name}.m3u8`],
];

/** The picture of one rung as `v<height>.m3u8`. */
export const rendition = ({ height, kilobits }: Rung): string[] => [
  ...['-vf', `scale=-2:${height}`, ...h264],
  ...['-b:v', `${kilobits}k`, '-maxrate', `${kilobits}k`, '-bufsize', `${kilobits * 2}k`],
  ...hls(`v${height}`),
];

/** The same in AV1, as `a<height>.m3u8`. */
export const av1Rendition = ({ height }: Rung): string[] => [
  ...['-vf', `scale=-2:${height}`, '-c:v', 'libsvtav1', '-preset', '12', '-crf', '50', '-pix_fmt', 'yuv420p'],
  ...['-g', '50', ...hls(`a${height}`)],
];

/** A multivariant playlist of rungs with `audio.m3u8` as their sound; `prefix` stands before every name. */
export const multivariantPlaylist = (rungs: readonly Rung[], prefix = ''): string =>
  lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",URI="${prefix}audio.m3u8"`,
    ...rungs.flatMap(({ height, kilobits }) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${kilobits * 1100 + 110_000},RESOLUTION=${(height * 16) / 9}x${height},CODECS="avc1.64001f,mp4a.40.2",FRAME-RATE=25,AUDIO="a"`,
      `${prefix}v${height}.m3u8`,
    ]),
  );

export interface Sheet {
  readonly seconds: number;
  readonly cellSeconds: number;
  /** Columns and rows of cells. */
  readonly columns: number;
  readonly cell: { readonly width: number; readonly height: number };
}

/** The one picture of a storyboard. */
export const sheetFilter = ({ seconds, cellSeconds, columns, cell }: Sheet): string => {
  const rows = Math.ceil(seconds / cellSeconds / columns);
  return `fps=1/${cellSeconds}:round=up,scale=${cell.width}:${cell.height},tile=${columns}x${rows}`;
};

/** The cues that name the cells of `storyboard.jpg`. */
export const storyboard = ({ seconds, cellSeconds, columns, cell }: Sheet): string =>
  webVtt(
    Array.from({ length: seconds / cellSeconds }, (_, index) => {
      const left = (index % columns) * cell.width;
      const top = Math.floor(index / columns) * cell.height;
      const start = index * cellSeconds;
      return [
        start,
        start + cellSeconds,
        `storyboard.jpg#xywh=${[left, top, cell.width, cell.height].join(',')}`,
      ];
    }),
  );

/** Cues of start and end in seconds, below a minute, and what they say. */
export const webVtt = (cues: readonly (readonly [number, number, string])[]): string =>
  lines('WEBVTT', ...cues.flatMap(([start, end, text]) => ['', `${stamp(start)} --> ${stamp(end)}`, text]));

export const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const stamp = (second: number): string => `00:00:${String(second).padStart(2, '0')}.000`;
