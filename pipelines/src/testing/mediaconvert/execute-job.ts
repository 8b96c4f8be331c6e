import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { readTrack } from '../../steps/package/track.ts';
import { programs } from '../clips.ts';
import type { JobOutput, JobRequest } from './job-request.ts';

const run = promisify(execFile);

/** Where a job reads and writes: any store, by addresses of S3. */
export interface AddressedObjects {
  /** The object as a file of this machine. */
  fetch(address: string, folder: string): Promise<string>;
  store(address: string, path: string): Promise<void>;
}

export interface ExecuteOptions {
  readonly objects: AddressedObjects;
  /** An empty folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (percent: number) => void;
}

export interface Executed {
  readonly playlists: readonly string[];
  readonly outputs: readonly { readonly width: number; readonly height: number }[];
  readonly durationMs: number;
}

/**
 * Does what a job asks for by the real ffmpeg, from its settings alone: one fragmented MP4 for each output, with an index
 * and a fragment for each GOP, and playlists by byte range. Quality is none of its concerns, nor are details of the boxes
 * that the service writes.
 */
export const executeJob = async (job: JobRequest, options: ExecuteOptions): Promise<Executed> => {
  const { objects, folder, signal, onProgress } = options;
  const { inputs, outputGroups } = job.settings;
  const [input] = inputs;
  const [group] = outputGroups;
  if (!input || !group) throw new RangeError('A job has an input and an output group.');
  const source = await objects.fetch(input.fileInput, folder);
  const facts = await probe(source);
  const clip = clipOf(input.inputClippings?.[0], facts);
  onProgress(5);

  const { destination } = group.outputGroupSettings.cmafGroupSettings;
  const base = basename(destination);
  const made = join(folder, 'made');
  await mkdir(made);
  const fileOf = (output: JobOutput) =>
    join(made, `${base}${output.nameModifier}.${output.videoDescription ? 'cmfv' : 'cmfa'}`);
  await run(
    programs.ffmpeg,
    [
      ...['-nostdin', '-v', 'error', '-y', '-i', source],
      ...group.outputs.flatMap((output) =>
        output.videoDescription
          ? pictureArguments(output.videoDescription, clip, fileOf(output))
          : soundArguments(output, { input, clip, path: fileOf(output) }),
      ),
    ],
    { signal, maxBuffer: 1 << 24 },
  );
  onProgress(80);

  const lists = await writePlaylists(group.outputs, made, base, fileOf);
  const folderAddress = destination.slice(0, destination.length - base.length);
  for (const path of [...group.outputs.map(fileOf), ...lists]) {
    signal.throwIfAborted();
    await objects.store(`${folderAddress}${basename(path)}`, path);
  }
  onProgress(100);
  return {
    playlists: [`${destination}.m3u8`],
    outputs: group.outputs.flatMap(({ videoDescription: video }) => (video ? [video] : [])),
    durationMs: Math.round(clip.seconds * 1000),
  };
};

interface Facts {
  readonly frameRate: number;
  readonly seconds: number;
}

interface Clip {
  readonly first: number;
  /** The frame after the last one; null for the end of the source. */
  readonly end: number | null;
  readonly start: number;
  readonly seconds: number;
}

const probe = async (path: string): Promise<Facts> => {
  const { stdout } = await run(programs.ffprobe, [
    ...['-v', 'error', '-select_streams', 'v:0', '-of', 'json'],
    ...['-show_entries', 'stream=r_frame_rate,duration:format=duration', path],
  ]);
  const { streams, format } = JSON.parse(stdout) as {
    streams: { r_frame_rate: string; duration?: string }[];
    format: { duration: string };
  };
  const [num = 30, den = 1] = (streams[0]?.r_frame_rate ?? '').split('/').map(Number);
  return { frameRate: num / den, seconds: Number(streams[0]?.duration ?? format.duration) };
};

const clipOf = (
  clip: { startTimecode?: string | undefined; endTimecode?: string | undefined } | undefined,
  { frameRate, seconds }: Facts,
): Clip => {
  const first = clip?.startTimecode ? frameOf(clip.startTimecode, frameRate) : 0;
  const end = clip?.endTimecode ? frameOf(clip.endTimecode, frameRate) + 1 : null;
  const start = first / frameRate;
  return { first, end, start, seconds: (end === null ? seconds : end / frameRate) - start };
};

const frameOf = (timecode: string, frameRate: number): number => {
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = timecode.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * Math.round(frameRate) + frames;
};

type Picture = NonNullable<JobOutput['videoDescription']>;

const pictureArguments = (picture: Picture, clip: Clip, path: string): string[] => {
  const { codecSettings, videoPreprocessors: before, width, height } = picture;
  const settings =
    codecSettings.codec === 'H_264'
      ? codecSettings.h264Settings
      : codecSettings.codec === 'H_265'
        ? codecSettings.h265Settings
        : codecSettings.av1Settings;
  const buffer = 'hrdBufferSize' in settings ? settings.hrdBufferSize : 2 * settings.maxBitrate;
  const { colorCorrector, deinterlacer } = before;
  const fields = deinterlacer?.algorithm === 'LINEAR_INTERPOLATION';
  const end = clip.end === null ? '' : `:end_frame=${clip.end}`;
  const filters = [
    ...(clip.first > 0 || clip.end !== null
      ? [`trim=start_frame=${clip.first}${end}`, 'setpts=PTS-STARTPTS']
      : []),
    ...(deinterlacer ? [`bwdif=mode=${fields ? 'send_field' : 'send_frame'}`] : []),
    `fps=${settings.framerateNumerator}/${settings.framerateDenominator}`,
    // The end of a part is where the source ends for the filter before this one.
    ...(clip.end === null
      ? []
      : [
          `trim=end_frame=${Math.round((clip.seconds * settings.framerateNumerator) / settings.framerateDenominator)}`,
        ]),
    `scale=${width}:${height}${colorCorrector.hdrToSdrToneMapper ? '' : ':out_color_matrix=bt709:out_range=tv'}`,
    'setsar=1',
    ...(colorCorrector.hdrToSdrToneMapper
      ? [
          'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0',
          'zscale=t=bt709:m=bt709:r=tv',
        ]
      : []),
    colorCorrector.colorSpaceConversion === 'FORCE_709' ? 'format=yuv420p' : 'format=yuv420p10le',
  ];
  const encoder = { H_264: 'libx264', H_265: 'libx265', AV1: 'libsvtav1' }[codecSettings.codec];
  const quick = { H_264: 'superfast', H_265: 'ultrafast', AV1: '12' }[codecSettings.codec];
  return [
    ...['-map', '0:v:0', '-vf', filters.join(','), '-c:v', encoder, '-preset', quick, '-crf', '28'],
    ...['-g', String(settings.gopSize), '-keyint_min', String(settings.gopSize), '-flags', '+cgop'],
    ...(codecSettings.codec === 'H_264'
      ? ['-sc_threshold', '0', '-bf', '3', '-profile:v', 'high']
      : codecSettings.codec === 'H_265'
        ? ['-tag:v', 'hvc1', '-x265-params', 'scenecut=0:open-gop=0:log-level=error']
        : ['-svtav1-params', 'scd=0']),
    ...['-maxrate', String(settings.maxBitrate), '-bufsize', String(buffer)],
    ...(colorCorrector.colorSpaceConversion === 'FORCE_709'
      ? ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv']
      : []),
    ...[
      '-map_metadata',
      '-1',
      '-f',
      'mp4',
      '-movflags',
      '+cmaf+frag_keyframe+global_sidx+skip_trailer',
      path,
    ],
  ];
};

interface SoundContext {
  readonly input: JobRequest['settings']['inputs'][number];
  readonly clip: Clip;
  readonly path: string;
}

const soundArguments = (output: JobOutput, { input, clip, path }: SoundContext): string[] => {
  const [description] = output.audioDescriptions ?? [];
  if (!description) return [];
  const { audioSourceName, audioNormalizationSettings: level, remixSettings: remix } = description;
  const { bitrate, sampleRate, codingMode } = description.codecSettings.aacSettings;
  const stream = (input.audioSelectors?.[audioSourceName]?.streams[0] ?? 1) - 1;
  const filters = [
    'aresample=48000:async=1:first_pts=0',
    `atrim=start=${clip.start}`,
    'asetpts=PTS-STARTPTS',
    ...(remix ? [panFilter(remix)] : []),
    `loudnorm=I=${level.targetLkfs}:TP=${level.truePeakLimiterThreshold}`,
    `aresample=${sampleRate}`,
    'apad',
    `atrim=end=${clip.seconds}`,
  ];
  const channels = codingMode === 'CODING_MODE_5_1' ? '6' : '2';
  return [
    ...['-map', `0:${stream}`, '-af', filters.join(','), '-c:a', 'aac', '-b:a', String(bitrate)],
    ...['-ac', channels, '-ar', String(sampleRate), '-map_metadata', '-1', '-f', 'mp4'],
    ...['-movflags', '+cmaf+global_sidx+skip_trailer', '-frag_duration', '2000000', path],
  ];
};

const panFilter = ({
  channelMapping,
}: NonNullable<NonNullable<JobOutput['audioDescriptions']>[0]['remixSettings']>) =>
  `pan=stereo|${channelMapping.outputChannels
    .map(({ inputChannelsFineTune: gains }, i) => {
      const parts = gains.flatMap((gain, c) =>
        gain <= -60 ? [] : [`${(10 ** (gain / 20)).toFixed(4)}*c${c}`],
      );
      return `c${i}=${parts.join('+')}`;
    })
    .join('|')}`;

/** One for each output, and one over them. */
const writePlaylists = async (
  outputs: readonly JobOutput[],
  folder: string,
  base: string,
  fileOf: (output: JobOutput) => string,
): Promise<string[]> => {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7'];
  const paths: string[] = [];
  for (const output of outputs) {
    const file = fileOf(output);
    const track = await readTrack(file);
    const path = join(folder, `${base}${output.nameModifier}.m3u8`);
    const list = [
      ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:3', '#EXT-X-PLAYLIST-TYPE:VOD'],
      `#EXT-X-MAP:URI="${basename(file)}",BYTERANGE="${track.initSize}@0"`,
      ...track.fragments.flatMap(({ duration, size, offset }) => [
        `#EXTINF:${(duration / track.timescale).toFixed(5)},`,
        `#EXT-X-BYTERANGE:${size}@${offset}`,
        basename(file),
      ]),
      '#EXT-X-ENDLIST',
    ];
    await writeFile(path, `${list.join('\n')}\n`);
    paths.push(path);
    const video = output.videoDescription;
    if (video) {
      const bits = ((await readFile(file)).length * 8) / Math.max(1, track.fragments.length * 2);
      lines.push(`#EXT-X-STREAM-INF:BANDWIDTH=${Math.ceil(bits)},RESOLUTION=${video.width}x${video.height}`);
      lines.push(basename(path));
    }
  }
  const master = join(folder, `${base}.m3u8`);
  await writeFile(master, `${lines.join('\n')}\n`);
  return [...paths, master];
};
