import type { VideoCodec } from '@vidkit/contracts/events/media';

import { runProcess } from '../../process/run-process.ts';
import type { PictureFormat } from '../transcoder.ts';

/** What builds of ffmpeg differ in. */
export interface FfmpegFeatures {
  /** Maps HDR to SDR; without it colours are converted as they are, which looks pale. */
  readonly toneMapping: boolean;
  /** Writes CMAF, alone and through the HLS muxer, as since version 5. */
  readonly cmaf: boolean;
  /** The limiter can hide the 5 ms by which it looks ahead. */
  readonly limiterLatency: boolean;
  readonly pictures: ReadonlySet<PictureFormat>;
  /** H.264 always; others only where their files come out as players need them. */
  readonly codecs: ReadonlySet<VideoCodec>;
}

/** Asks the program itself: versions tell little about builds. Throws `ProcessError`. */
export const readFeatures = async (ffmpeg: string): Promise<FfmpegFeatures> => {
  const [filters, hls, mp4, limiter, encoders, muxers] = await Promise.all([
    output(ffmpeg, ['-hide_banner', '-filters']),
    output(ffmpeg, ['-hide_banner', '-h', 'muxer=hls']),
    output(ffmpeg, ['-hide_banner', '-h', 'muxer=mp4']),
    output(ffmpeg, ['-hide_banner', '-h', 'filter=alimiter']),
    output(ffmpeg, ['-hide_banner', '-encoders']),
    output(ffmpeg, ['-hide_banner', '-muxers']),
  ]);
  const cmaf = hls.includes('-hls_segment_options') && / cmaf /.test(mp4);
  return {
    toneMapping: / zscale /.test(filters) && / tonemap /.test(filters),
    cmaf,
    limiterLatency: / latency /.test(limiter),
    pictures: new Set([
      ...(/ libaom-av1 /.test(encoders) && / avif /.test(muxers) ? ['avif' as const] : []),
      ...(/ libwebp /.test(encoders) ? ['webp' as const] : []),
    ]),
    codecs: new Set([
      'h264' as const,
      ...(cmaf && / libx265 /.test(encoders) ? ['hevc' as const] : []),
      ...(cmaf && / libsvtav1 /.test(encoders) ? ['av1' as const] : []),
    ]),
  };
};

const output = async (ffmpeg: string, args: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  await runProcess(ffmpeg, args, { timeoutMs: 120_000, onLine: (line) => lines.push(line) });
  return lines.join('\n');
};
