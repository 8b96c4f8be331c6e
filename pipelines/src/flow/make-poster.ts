import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { PictureFormat, PosterStatus, PosterWanted } from '@vidkit/contracts/events/poster';
import { maxPosterSide } from '@vidkit/contracts/poster-limits';
import { type ObjectStore, ObjectStoreError } from '@vidkit/platform/ports/object-store';

import { ProcessError } from '../process/run-process.ts';
import { type ProbeInput, type ProbeTool, readFileReport } from '../steps/ffprobe.ts';
import { MediaFailure } from '../steps/media-failure.ts';
import { readOrientation } from '../steps/orientation.ts';
import { placePosters } from '../steps/pictures.ts';
import { dominantColor, fitted, type Poster, stillPicture } from '../steps/poster.ts';
import { contentType, folderSize } from '../steps/publish.ts';
import type { Demuxer, PictureDemuxer } from '../steps/source-media.ts';
import type { GrabbedFrame, Transcoder } from '../transcoders/transcoder.ts';
import { type Attempt, mostAttempts, type ProcessLog } from './attempt.ts';

export interface MakePosterPorts {
  readonly store: ObjectStore;
  readonly transcoder: Transcoder;
  readonly ffprobe: string;
  readonly emit: (status: PosterStatus) => Promise<void>;
  readonly scratchDir: string;
  readonly log: ProcessLog;
}

/**
 * From a choice to a poster in every size it has. Repeating it makes the same objects again. What the picture is to
 * blame for is emitted as `poster_failed`; anything else throws, and is emitted on the last attempt only.
 */
export const makeChosenPoster = async (
  message: PosterWanted,
  { signal, attempt, lastAttempt }: Attempt,
  ports: MakePosterPorts,
): Promise<void> => {
  const { videoId, number } = message;
  const { store, emit, scratchDir, log } = ports;
  await mkdir(scratchDir, { recursive: true, mode: 0o700 });
  const scratch = await mkdtemp(join(scratchDir, 'poster-'));
  const folder = join(scratch, 'made');
  await mkdir(folder);
  try {
    if (attempt > mostAttempts) throw new MediaFailure('out_of_resources', `attempt ${attempt}`);
    const chosen = await read(message, { ...ports, folder: scratch, signal });
    const { poster } = await placePosters([chosen], { transcoder: ports.transcoder, folder, signal });
    if (!poster) throw new Error('a picture that was read made no poster');
    const prefix = `v/${videoId}/poster-${number}/`;
    for (const name of await readdir(folder)) {
      await store.putFile(`${prefix}${name}`, join(folder, name), contentType(name));
    }
    await emit({
      type: 'poster_made',
      videoId,
      number,
      poster: { ...poster, prefix, bytes: await folderSize(folder) },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = error instanceof MediaFailure ? error : null;
    if (!failure && !lastAttempt) throw error;
    log.warn({ videoId, number, err: error }, 'poster failed');
    const { code, detail } = failure ?? new MediaFailure('poster_failed');
    await emit({ type: 'poster_failed', videoId, number, failure: { code, detail } });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Reading extends MakePosterPorts {
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** The chosen picture as a JPEG of ours. Throws `MediaFailure`. */
const read = async ({ from }: PosterWanted, reading: Reading): Promise<Poster> => {
  const stored = await fetchObject(from.key, reading);
  return from.kind === 'moment'
    ? readMoment(stored, from, reading)
    : readPicture(stored, from.format, reading);
};

const fetchObject = async (key: string, { store, folder }: Reading): Promise<string> => {
  try {
    return await store.toFile(key, folder);
  } catch (error) {
    if (error instanceof ObjectStoreError && error.code === 'object_missing')
      throw new MediaFailure('picture_missing', key, { cause: error });
    throw error;
  }
};

const demuxers: Readonly<Record<PictureFormat, Demuxer | PictureDemuxer>> = {
  jpeg: 'jpeg_pipe',
  png: 'png_pipe',
  webp: 'webp_pipe',
  avif: 'mov',
};

/** Looks at the size that it claims before any pixel is read. */
const readPicture = async (path: string, format: PictureFormat, reading: Reading): Promise<Poster> => {
  const { transcoder, ffprobe, folder, signal } = reading;
  const source = { path, demuxer: demuxers[format] };
  const { width, height } = await claimedSize(source, { ffprobe, signal });
  const orientation = format === 'jpeg' ? readOrientation(await headOf(path)) : 1;
  const lying = orientation >= 5;
  const size = fitted({ width: lying ? height : width, height: lying ? width : height });
  const job = { source, orientation, ...size, path: join(folder, 'chosen.jpg') };
  const frame = await transcoder.readStill(job, signal);
  if (!frame) throw new MediaFailure('picture_unreadable', 'no pixels');
  return posterOf(frame, size);
};

const claimedSize = async (source: ProbeInput, tool: ProbeTool): Promise<Size> => {
  const report = await readFileReport(source, tool).catch((cause: unknown) => {
    if (!(cause instanceof ProcessError) || cause.code === 'not_started') throw cause;
    throw new MediaFailure('picture_unreadable', cause.lastLines.at(-1), { cause });
  });
  const { width = 0, height = 0 } = report.streams.find(({ codec_type }) => codec_type === 'video') ?? {};
  if (width < 1 || height < 1) throw new MediaFailure('picture_unreadable', 'no size');
  if (Math.max(width, height) > maxPosterSide)
    throw new MediaFailure('picture_too_large', `${width}x${height}`);
  return { width, height };
};

/** Exif data comes in the first segments, each of which holds 64 KiB at most. */
const headBytes = 128 * 1024;

const headOf = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** Seconds before the asked place that will do as well: behind the last frame there is none. */
const stepsBack = [0, 0.1, 0.5];

const readMoment = async (
  path: string,
  { atMs, ...full }: Size & { readonly atMs: number },
  { transcoder, folder, signal }: Reading,
): Promise<Poster> => {
  const size = fitted(full);
  const picture = { ...stillPicture, streamIndex: 0, matrix: 'bt709' } as const;
  const still = { source: { path, demuxer: 'mov' }, picture, keyframe: false } as const;
  for (const step of stepsBack) {
    const at = Math.max(0, atMs / 1000 - step);
    const frame = await transcoder.grabFrame(
      { ...still, at, ...size, path: join(folder, 'chosen.jpg') },
      signal,
    );
    if (frame) return posterOf(frame, size);
  }
  throw new MediaFailure('picture_missing', `${atMs} ms`);
};

const posterOf = ({ path, pixels }: GrabbedFrame, { width, height }: Size): Poster => ({
  path,
  width,
  height,
  color: dominantColor(pixels),
});
