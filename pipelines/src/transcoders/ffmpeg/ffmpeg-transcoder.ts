import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { VideoCodec } from '@vidkit/contracts/events/media';

import { ProcessError, runProcess, type RunOptions } from '../../process/run-process.ts';
import { type EncodePlan, frameCount, type PicturePlan } from '../../steps/encode-plan.ts';
import { perSecond } from '../../steps/frame-rate.ts';
import { highest } from '../../steps/ladder.ts';
import { MediaFailure } from '../../steps/media-failure.ts';
import type { Loudness } from '../../steps/sound-level.ts';
import {
  type EncodedPicture,
  type FrameJob,
  type GrabbedFrame,
  type LoudnessJob,
  type PictureJob,
  type PreviewJob,
  type SpeechJob,
  type StillJob,
  type TextJob,
  type TileJob,
  thumbnailSide,
  type Transcoder,
  TranscodeError,
  type TranscodeJob,
  type TranscodeOptions,
  type TranscodeResult,
  type WaveformJob,
} from '../transcoder.ts';
import { input, loudnessArguments, rungFile, transcodeArguments, withoutMetadata } from './arguments.ts';
import { type FfmpegFeatures, readFeatures } from './features.ts';
import { framesOf } from './filter-graph.ts';
import { LoudnessReport } from './loudness-report.ts';
import {
  grabFrameArguments,
  pictureArguments,
  previewArguments,
  tileArguments,
  stillArguments,
  waveformArguments,
} from './picture-arguments.ts';
import { RunReport } from './run-report.ts';

/** Above this share of frames that cannot be decoded there is nothing worth watching. */
const damageLimit = 0.05;
const megabyte = 1024 ** 2;

/**
 * What a run that a video can do without may take. Work is bounded by what it computes; by the clock only what hangs,
 * for on a busy machine everything waits.
 */
const bounds = (cpuSeconds: number, fileBytes = 64 * megabyte) => ({
  timeoutMs: Math.max(300_000, cpuSeconds * 3000),
  limits: { memoryBytes: 4096 * megabyte, cpuSeconds, fileBytes },
});
const ofFrame = bounds(60);
/** Reads the whole sound: a second of it takes a millisecond or two. */
const ofWaveform = bounds(400);
/** Reads a whole rendition or file, however large that is. */
const ofWhole = bounds(600);

/** Encodes on this machine by one run of the ffmpeg program for each job. */
export class FfmpegTranscoder implements Transcoder {
  readonly #ffmpeg: string;
  #features: Promise<FfmpegFeatures> | null = null;

  constructor(options: { readonly ffmpeg: string }) {
    this.#ffmpeg = options.ffmpeg;
  }

  /** Asks the program, once. Throws `ProcessError`. */
  async codecs(): Promise<ReadonlySet<VideoCodec>> {
    return (await this.#readFeatures()).codecs;
  }

  async transcode(
    wanted: TranscodeJob,
    { signal, onProgress, prompt = false }: TranscodeOptions,
  ): Promise<TranscodeResult> {
    const features = await this.#readFeatures();
    const job = { ...wanted, plan: possible(wanted.plan, features) };
    const [top] = job.rungs;
    const report = new RunReport(onProgress, top ? perSecond(top.frameRate) : null);
    try {
      await runProcess(this.#ffmpeg, transcodeArguments(job, features), {
        signal,
        limits: transcodeLimits(job),
        background: !job.urgent && !prompt,
        onLine: (line) => report.readProgress(line),
        onErrorLine: (line) => report.readLog(line),
      });
    } catch (error) {
      throw error instanceof ProcessError ? explain(error, report) : error;
    }
    assertDecoded(job, report);
    return {
      rungs: new Map(job.rungs.map(({ name }) => [name, rungFile(job.folder, name)])),
      audio: new Map(job.audio.map(({ name }) => [name, rungFile(job.folder, name)])),
      storyboardSheets: await sheets(job.folder),
      damagedFrames: damagedFrames(job, report),
    };
  }

  async grabFrame(job: FrameJob, signal: AbortSignal): Promise<GrabbedFrame | null> {
    const { toneMapping } = await this.#readFeatures();
    const picture = possiblePicture(job.picture, toneMapping);
    return this.#draw(grabFrameArguments({ ...job, picture }), job.path, { signal, ...ofFrame });
  }

  readStill(job: StillJob, signal: AbortSignal): Promise<GrabbedFrame | null> {
    return this.#draw(stillArguments(job), job.path, { signal, ...ofFrame });
  }

  drawWaveform(job: WaveformJob, signal: AbortSignal): Promise<GrabbedFrame | null> {
    return this.#draw(waveformArguments(job), job.path, { signal, ...ofWaveform });
  }

  async #draw(args: readonly string[], path: string, options: RunOptions): Promise<GrabbedFrame | null> {
    const pixelFile = `${path}.rgb`;
    try {
      await runProcess(this.#ffmpeg, args, options);
      const pixels = await readFile(pixelFile);
      return pixels.length === thumbnailSide * thumbnailSide * 3 ? { path, pixels } : null;
    } catch (error) {
      if (error instanceof ProcessError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    } finally {
      await rm(pixelFile, { force: true });
    }
  }

  async encodePictures({ path, pictures }: PictureJob, signal: AbortSignal): Promise<EncodedPicture[]> {
    const features = await this.#readFeatures();
    const possiblePictures = pictures.filter(({ format }) => features.pictures.has(format));
    if (possiblePictures.length === 0) return [];
    const done = await this.#attempt(pictureArguments({ path, pictures: possiblePictures }), signal);
    return done ? possiblePictures : [];
  }

  async tileKeyframes(job: TileJob, signal: AbortSignal): Promise<readonly string[]> {
    return (await this.#attempt(tileArguments(job), signal, ofWhole)) ? sheets(job.folder) : [];
  }

  cutPreview(job: PreviewJob, signal: AbortSignal): Promise<boolean> {
    return this.#attempt(previewArguments(job), signal);
  }

  async extractTexts({ source, streams }: TextJob, signal: AbortSignal): Promise<void> {
    const outputs = streams.flatMap(({ index, path }) => [
      ...['-map', `0:${index}`, '-c:s', 'webvtt', '-f', 'webvtt', path],
    ]);
    const args = ['-nostdin', '-hide_banner', '-v', 'error', '-y', ...input(source), ...outputs];
    await this.#attempt(args, signal, bounds(300, 16 * megabyte));
  }

  async extractSpeech({ source, duration, path }: SpeechJob, signal: AbortSignal): Promise<void> {
    const form = ['-map', '0:a:0', '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', ...withoutMetadata];
    try {
      await runProcess(
        this.#ffmpeg,
        ['-nostdin', '-hide_banner', '-v', 'error', '-y', ...input(source), ...form, '-f', 'wav', path],
        {
          signal,
          background: true,
          limits: {
            memoryBytes: 4096 * megabyte,
            cpuSeconds: 120 + duration,
            fileBytes: Math.ceil(megabyte + duration * 40_000),
          },
        },
      );
    } catch (error) {
      if (!(error instanceof ProcessError)) throw error;
      const code = error.code === 'out_of_resources' ? 'out_of_resources' : 'encoder_failed';
      throw new TranscodeError(code, error.message, error.lastLines, { cause: error });
    }
  }

  async measureLoudness(job: LoudnessJob, signal: AbortSignal): Promise<readonly (Loudness | null)[]> {
    const report = new LoudnessReport();
    try {
      await runProcess(this.#ffmpeg, loudnessArguments(job, await this.#readFeatures()), {
        signal,
        limits: {
          memoryBytes: 4096 * megabyte,
          cpuSeconds: 120 + job.plan.duration * job.audio.length,
          fileBytes: 0,
        },
        background: true,
        onErrorLine: (line) => report.readLog(line),
      });
    } catch (error) {
      // Whether such a sound can be encoded is for the encode to say.
      if (!(error instanceof ProcessError) || error.code === 'not_started') throw error;
    }
    const found = report.all;
    return job.audio.map((_, i) => (found.length === job.audio.length ? (found[i] ?? null) : null));
  }

  /** A short run over a file of ours, which a video can do without. False when it failed. */
  async #attempt(
    args: readonly string[],
    signal: AbortSignal,
    within: Pick<RunOptions, 'timeoutMs' | 'limits'> = ofFrame,
  ): Promise<boolean> {
    try {
      await runProcess(this.#ffmpeg, args, { signal, background: true, ...within });
      return true;
    } catch (error) {
      if (error instanceof ProcessError && error.code !== 'not_started') return false;
      throw error;
    }
  }

  #readFeatures(): Promise<FfmpegFeatures> {
    this.#features ??= readFeatures(this.#ffmpeg).catch((error: unknown) => {
      this.#features = null;
      throw error;
    });
    return this.#features;
  }
}

/** The plan as far as this build can follow it. */
const possible = (plan: EncodePlan, { toneMapping }: FfmpegFeatures): EncodePlan => ({
  ...plan,
  picture: plan.picture && possiblePicture(plan.picture, toneMapping),
});

const possiblePicture = (picture: PicturePlan, toneMapping: boolean): PicturePlan => ({
  ...picture,
  toneMap: picture.toneMap && toneMapping,
});

/**
 * Bytes of address space that an encoder takes whatever the size of its pictures; far less is ever used. AV1: measured
 * about 1 GiB for the stacks and heaps of the threads of each.
 */
const encoderMemory: Readonly<Record<VideoCodec, number>> = {
  h264: 0,
  hevc: 512 * megabyte,
  av1: 2048 * megabyte,
};

/** Generous for honest sources, an end for hostile ones. */
const transcodeLimits = ({ rungs, plan }: TranscodeJob) => {
  const pixels = rungs.reduce((sum, rung) => sum + rung.width * rung.height, 0);
  const highest = Math.max(320_000, ...rungs.map((rung) => rung.maxRate));
  return {
    memoryBytes:
      4096 * megabyte + pixels * 600 + rungs.reduce((sum, { codec }) => sum + encoderMemory[codec], 0),
    // What is cut off before the start is decoded too.
    cpuSeconds: 600 + (plan.start + plan.duration) * (20 + pixels / 20_000),
    fileBytes: Math.ceil(64 * megabyte + (highest / 8) * plan.duration * 2),
  };
};

const explain = (error: ProcessError, report: RunReport): Error => {
  const lines = report.lastProblems();
  const all = lines.join('\n');
  if (/Decoder \(codec [^)]*\) not found|Unsupported codec|no decoder found/i.test(all)) {
    return new MediaFailure('unsupported_codec', lines.at(-1), { cause: error });
  }
  const code =
    error.code === 'out_of_resources' || error.code === 'timeout' ? 'out_of_resources' : 'encoder_failed';
  return new TranscodeError(code, error.message, lines, { cause: error });
};

/** Exit code 0 does not mean success: decoders skip what they cannot read and the graph fills the gaps. */
const assertDecoded = (job: TranscodeJob, report: RunReport): void => {
  const stream = job.plan.picture?.streamIndex ?? job.audio[0]?.streamIndex ?? 0;
  const decoded = report.decodedFrames(stream);
  if (decoded === 0) throw new MediaFailure('file_damaged', 'no frame could be decoded');
  if (!job.plan.picture) return;
  if (job.part) return assertWholePart(job, report);
  if (job.plan.cutFrom !== undefined) return assertLongEnough(job, report);
  const share = report.damaged(stream) / Math.max(1, report.packets(stream));
  if (share > damageLimit) {
    throw new MediaFailure('file_damaged', `${report.damaged(stream)} of ${report.packets(stream)} frames`);
  }
  assertLongEnough(job, report);
};

const assertLongEnough = (job: TranscodeJob, report: RunReport): void => {
  const rung = highest(job.rungs);
  const made = report.encodedFrames(0);
  const wanted = frameCount(job.plan, rung);
  if (made !== null && made < wanted * (1 - damageLimit) - 2) {
    throw new MediaFailure('file_truncated', `${made} of ${wanted} frames`);
  }
};

/** Every frame is known to be there, and the next part begins where this one is to end. */
const assertWholePart = (job: TranscodeJob, report: RunReport): void => {
  job.rungs.forEach((rung, i) => {
    const made = report.encodedFrames(i);
    const wanted = framesOf(job, rung);
    if (made !== null && made !== wanted) {
      throw new TranscodeError('encoder_failed', `${made} of ${wanted} frames`, report.lastProblems());
    }
  });
};

/** Of a part nobody can tell: what was read beyond its ends was not decoded, and is no loss. */
const damagedFrames = ({ plan, part }: TranscodeJob, report: RunReport): number =>
  plan.picture && !part && plan.cutFrom === undefined ? report.damaged(plan.picture.streamIndex) : 0;

const sheets = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => /^storyboard-\d+\.jpg$/.test(name))
    .sort()
    .map((name) => join(folder, name));
