import type { FileReport, PacketTimes, StreamReport } from './ffprobe.ts';
import { measureFrameRate } from './frame-rate.ts';
import { readLight } from './hdr-light.ts';
import { bcp47 } from './language.ts';
import { MediaFailure } from './media-failure.ts';
import { matchesExtension } from './signature.ts';
import { describeTexts, hasPictureSubtitles } from './subtitles.ts';
import type { Demuxer, SourceAudio, SourceMedia, SourceVideo } from './source-media.ts';

interface Rules {
  readonly demuxer: Demuxer;
  /** As the uploader named it; null when unknown. */
  readonly fileName: string | null;
  /** Seconds. */
  readonly maxDuration: number;
  /** The packet times are those of the whole file. */
  readonly scanned: boolean;
}

const maxStreams = 32;
const maxAudioStreams = 8;
const maxSide = 8192;
/** Pixels of the largest picture of H.264 level 6.2; decoders need memory for several. */
const maxPixels = 139_264 * 256;
const minDuration = 0.1;
/** Bytes a second below which nothing is a film: even a still picture with speech has fifty times as many. */
const leastBytesPerSecond = 16;
/** Seconds that are encoded for whoever claims them. */
const trustedDuration = 60;
/** Share of the promised duration that may be missing. */
const missingPart = 0.05;
/** Seconds by which sound may outlast the picture before the last frame is held for it. */
const soundTail = 0.1;
/** Seconds by which sound may begin before the picture, encoders' run-in mostly, and be cut for it. */
const soundHead = 0.1;
const maxChapters = 200;
/** Part of its own by which the mean rate may differ from that of most frames where only a few are late or lost. */
const steadiness = 0.005;

/** Turns the reports of the probe into what the plan needs, or throws `MediaFailure`. Touches no file. */
export const describeSource = (report: FileReport, times: PacketTimes, rules: Rules): SourceMedia => {
  const { streams, format } = report;
  if (streams.length > maxStreams) throw new MediaFailure('too_many_streams', `${streams.length} streams`);
  if (streams.some((stream) => /^enc[vast]$/.test(stream.codec_tag_string ?? '')))
    throw new MediaFailure('encrypted');

  const picture = pickVideo(streams);
  if (!picture) return describeSound(report, times, rules);
  const begin = format.start_time ?? 0;
  const start = Math.max(0, (picture.start_time ?? begin) - begin);
  const origin = start <= soundHead ? begin + start : begin;
  const lasts = (stream: StreamReport) => streamDuration(stream, times, { begin, origin });
  const videoDuration = lasts(picture) ?? format.duration ?? 0;
  const audio = audible(streams).map((stream) => describeAudio(stream, lasts(stream)));
  const soundDuration = Math.max(0, ...audio.map((one) => one.duration ?? 0));
  const duration = soundDuration > videoDuration + soundTail ? soundDuration : videoDuration;

  if (rules.scanned) assertReachesEnd(report, times, origin);
  const frames =
    picture.nb_frames ?? (rules.demuxer === 'mov' ? undefined : times.get(picture.index)?.packets);
  if (frames === 1)
    throw new MediaFailure(rules.demuxer === 'gif' ? 'still_image' : 'too_short', 'one frame');
  assertLength(duration, report, rules);

  const video = describeVideo(picture, report, times, Math.min(videoDuration, duration));
  return {
    demuxer: rules.demuxer,
    start: origin - begin,
    duration,
    video,
    cover: null,
    audio,
    texts: describeTexts(streams),
    chapters: describeChapters(report, origin, duration),
    warnings: [
      ...(video.transfer === 'sdr' ? [] : ['hdr_tone_mapped']),
      ...(picture.tags['alpha_mode'] === '1' ? ['alpha_dropped'] : []),
      ...(hasPictureSubtitles(streams) ? ['picture_subtitles'] : []),
      ...(matchesExtension(rules.fileName, rules.demuxer) ? [] : ['extension_mismatch']),
    ],
  };
};

/** Sound alone, with the picture that it may carry. */
const describeSound = (report: FileReport, times: PacketTimes, rules: Rules): SourceMedia => {
  const { streams, format } = report;
  const begin = format.start_time ?? 0;
  const audio = audible(streams).map((stream) =>
    describeAudio(stream, streamDuration(stream, times, { begin, origin: begin })),
  );
  if (streams.length === 0) throw new MediaFailure('not_media');
  if (audio.length === 0) throw new MediaFailure('no_video_stream', 'neither picture nor sound');
  const duration = Math.max(...audio.map((one) => one.duration ?? format.duration ?? 0));
  if (rules.scanned) assertReachesEnd(report, times, begin);
  assertLength(duration, report, rules);
  const cover = streams.find(({ disposition }) => disposition['attached_pic'] === 1);
  return {
    demuxer: rules.demuxer,
    start: 0,
    duration,
    video: null,
    cover:
      cover?.width && cover.height ? { index: cover.index, width: cover.width, height: cover.height } : null,
    audio,
    texts: [],
    chapters: describeChapters(report, begin, duration),
    warnings: matchesExtension(rules.fileName, rules.demuxer) ? [] : ['extension_mismatch'],
  };
};

const audible = (streams: readonly StreamReport[]): StreamReport[] =>
  streams
    .filter((stream) => stream.codec_type === 'audio' && stream.codec_name && (stream.channels ?? 0) > 0)
    .slice(0, maxAudioStreams);

const assertLength = (duration: number, { format }: FileReport, { maxDuration }: Rules): void => {
  if (duration < minDuration) throw new MediaFailure('too_short', `${duration} s`);
  if (duration > maxDuration) throw new MediaFailure('too_long', `${duration} s`);
  if (duration > trustedDuration && (format.size ?? Infinity) < duration * leastBytesPerSecond) {
    throw new MediaFailure('implausible_length', `${format.size} bytes for ${duration} s`);
  }
};

/** The header names a duration that the packets do not reach: the end is missing. */
const assertReachesEnd = ({ format }: FileReport, times: PacketTimes, origin: number): void => {
  const reached = Math.max(0, ...[...times.values()].map(({ end }) => end)) - origin;
  const promised = format.duration ?? 0;
  if (reached < promised * (1 - missingPart) - 1) {
    throw new MediaFailure('file_truncated', `ends at ${reached} s of ${promised} s`);
  }
};

/** A stream that is surely a picture. */
type PictureReport = StreamReport & {
  readonly codec_name: string;
  readonly width: number;
  readonly height: number;
};

/** Null where there is sound alone. */
const pickVideo = (streams: readonly StreamReport[]): PictureReport | null => {
  const pictures = streams.filter(
    (stream) => stream.codec_type === 'video' && stream.disposition['attached_pic'] !== 1,
  );
  const picture = pictures.find((stream) => stream.disposition['default'] === 1) ?? pictures[0];
  if (!picture) return null;
  if (!picture.codec_name || picture.codec_name === 'none' || picture.codec_name === 'unknown') {
    throw new MediaFailure('unsupported_codec', picture.codec_tag_string ?? '');
  }
  const { codec_name, width, height } = picture;
  if (!width || !height) throw new MediaFailure('unsupported_codec', `${picture.codec_name} without a size`);
  if (Math.max(width, height) > maxSide || width * height > maxPixels) {
    throw new MediaFailure('too_large', `${width}x${height}`);
  }
  return { ...picture, codec_name, width, height };
};

const describeVideo = (
  picture: PictureReport,
  report: FileReport,
  times: PacketTimes,
  duration: number,
): SourceVideo => {
  const [across = 1, down = 1] = ratio(picture.sample_aspect_ratio, ':') ?? [];
  const squared = { width: (picture.width * across) / down, height: picture.height };
  const degrees = Math.abs(rotation(picture));
  const onItsSide = degrees % 180 === 90;
  const measured = measureFrameRate(times.get(picture.index)?.first ?? []);
  const mean = averageRate(picture);
  const transfer = transferOf(picture);
  const frameRate = constantRate(picture) ?? measured ?? mean ?? 30;
  return {
    index: picture.index,
    codec: picture.codec_name,
    duration,
    width: onItsSide ? squared.height : squared.width,
    height: onItsSide ? squared.width : squared.height,
    turned: degrees !== 0,
    frameRate,
    steady: mean !== null && Math.abs(mean - frameRate) < frameRate * steadiness,
    interlaced: ['tt', 'bb', 'tb', 'bt'].includes(picture.field_order ?? ''),
    matrix: matrix(picture),
    transfer,
    light: transfer === 'pq' ? readLight(picture.side_data_list) : null,
    bitRate: picture.bit_rate ?? bitRateOfFile(report),
  };
};

const transferOf = ({ color_transfer: name }: StreamReport): SourceVideo['transfer'] =>
  name === 'smpte2084' ? 'pq' : name === 'arib-std-b67' ? 'hlg' : 'sdr';

const rotation = (picture: StreamReport): number =>
  picture.side_data_list.find((data) => data.rotation !== undefined)?.rotation ??
  (Number(picture.tags['rotate']) || 0);

/** Trusted only where both figures of the probe agree; either alone misleads when the rate varies. */
const constantRate = (picture: StreamReport): number | null => {
  const [num, den] = ratio(picture.r_frame_rate, '/') ?? [];
  const average = averageRate(picture);
  if (!num || !den || !average || num / den > 240) return null;
  return Math.abs(num / den - average) < 0.0005 * average ? num / den : null;
};

const averageRate = (picture: StreamReport): number | null => {
  const [num, den] = ratio(picture.avg_frame_rate, '/') ?? [];
  return num && den ? num / den : null;
};

const ratio = (text: string | undefined, separator: string): [number, number] | null => {
  const [a, b] = (text ?? '').split(separator).map(Number);
  return a && b && a > 0 && b > 0 ? [a, b] : null;
};

/** Untagged pictures follow the custom of their size: BT.601 below 720 lines. */
const matrix = (picture: PictureReport): SourceVideo['matrix'] => {
  const tag = picture.color_space ?? '';
  if (tag.startsWith('bt2020')) return 'bt2020';
  if (tag === 'bt709') return 'bt709';
  if (['smpte170m', 'bt470bg', 'fcc'].includes(tag)) return 'bt601';
  return Math.min(picture.width, picture.height) >= 720 ? 'bt709' : 'bt601';
};

const bitRateOfFile = ({ format }: FileReport): number | null =>
  format.bit_rate ?? (format.size && format.duration ? (format.size * 8) / format.duration : null);

/** Seconds from `origin`, which is shown first, to the end of a stream. `begin` is where the file's clock starts. */
const streamDuration = (
  stream: StreamReport,
  times: PacketTimes,
  { begin, origin }: { begin: number; origin: number },
): number | null => {
  if (stream.duration) return Math.max(begin, stream.start_time ?? begin) + stream.duration - origin;
  // Matroska counts it from 0, as it does its time stamps.
  const tagged = clock(stream.tags['DURATION']);
  if (tagged) return tagged - origin;
  const scanned = times.get(stream.index);
  return scanned && scanned.end > origin ? scanned.end - origin : null;
};

/** `00:00:03.033000000`, as Matroska writes it, in seconds. */
const clock = (text: string | undefined): number | null => {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):([\d.]+)$/.exec(text ?? '') ?? [];
  return seconds ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : null;
};

const describeAudio = (stream: StreamReport, duration: number | null): SourceAudio => ({
  index: stream.index,
  codec: stream.codec_name ?? '',
  duration,
  language: bcp47(stream.tags['language']),
  isDefault: stream.disposition['default'] === 1,
  channels: stream.channels ?? 2,
});

const describeChapters = (
  { chapters }: FileReport,
  origin: number,
  duration: number,
): SourceMedia['chapters'] => {
  const found = chapters
    .slice(0, maxChapters)
    .map(({ start_time, tags }) => ({
      at: (start_time ?? 0) - origin,
      title: (tags['title'] ?? '').trim().slice(0, 200),
    }))
    .filter(({ at, title }) => title !== '' && at < duration)
    .map(({ at, title }) => ({ startMs: Math.max(0, Math.round(at * 1000)), title }));
  return found.length >= 2 ? found : [];
};
