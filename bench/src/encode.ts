import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { planEncode, stereoOf } from '../../pipelines/src/steps/encode-plan.ts';
import { perSecond } from '../../pipelines/src/steps/frame-rate.ts';
import type { Rung } from '../../pipelines/src/steps/ladder.ts';
import { placePosters, placePreview } from '../../pipelines/src/steps/pictures.ts';
import { makePosters } from '../../pipelines/src/steps/poster.ts';
import { probeSource } from '../../pipelines/src/steps/probe.ts';
import { levelSound } from '../../pipelines/src/steps/sound-level.ts';
import { planStoryboard } from '../../pipelines/src/steps/storyboard.ts';
import { FfmpegTranscoder } from '../../pipelines/src/transcoders/ffmpeg/ffmpeg-transcoder.ts';
import type { Source } from '../../pipelines/src/transcoders/transcoder.ts';
import { cpuSeconds } from './measure/cpu.ts';
import { ffmpeg, ssim } from './measure/ffmpeg.ts';
import { median, noteRun, numberWanted, printMachine, printTable, runsWanted } from './measure/report.ts';

const programs = {
  ffmpeg: process.env['FFMPEG_PATH'] || 'ffmpeg',
  ffprobe: process.env['FFPROBE_PATH'] || 'ffprobe',
};
const clipSeconds = 12;

/** How strong the noise is. 4 is a camera in a room; at 16 there is little else to encode. */
const grain = numberWanted('--grain', 4);

/** Grain, edges, and a hard cut every 0.9 s, at 20 Mbit/s: what a camera sends and an encoder does not like. */
const makeGrainyClip = async (folder: string): Promise<string> => {
  const path = join(folder, 'grainy.mp4');
  const picture =
    `testsrc2=size=1920x1080:rate=30:duration=${clipSeconds},hue='H=2.4*floor(t/0.9)',` +
    `noise=alls=${grain}:allf=t,format=yuv420p`;
  await ffmpeg([
    ...['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', `sine=f=330:r=48000:d=${clipSeconds}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '20M', '-maxrate', '24M', '-bufsize', '40M'],
    ...['-c:a', 'aac', path],
  ]);
  return path;
};

/** PeerTube has no variant for mobile lines: ours is made beside the others and counts against us. */
const madeByBoth = ({ name }: Rung): boolean => !name.endsWith('-low');

/**
 * One run for each rendition with the settings that PeerTube documents: no alignment of keyframes, sixteen
 * B-frames, a cap on the rate and the encoder's own quality below it. The caps are ours, the sound is copied.
 */
const encodeApart = async (clip: string, rungs: readonly Rung[], folder: string): Promise<void> => {
  for (const { name, width, height, frameRate, maxRate, buffer } of rungs) {
    await ffmpeg([
      ...['-i', clip, '-vf', `scale=w=${width}:h=${height}`, '-r', String(perSecond(frameRate))],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-b_strategy', '1', '-bf', '16', '-pix_fmt', 'yuv420p'],
      ...['-g', String(2 * perSecond(frameRate)), '-maxrate', String(maxRate)],
      ...['-bufsize', String(buffer), '-c:a', 'copy', '-map_metadata', '-1'],
      ...['-movflags', 'faststart', join(folder, `${name}.mp4`)],
    ]);
  }
};

const folder = await mkdtemp(join(tmpdir(), 'vidkit-encode-'));
const cost = new Map<string, number[]>();
const quality: string[][] = [];
const measured = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const before = await cpuSeconds();
  const result = await work();
  cost.set(what, [...(cost.get(what) ?? []), (await cpuSeconds()) - before]);
  return result;
};

try {
  const clip = await makeGrainyClip(folder);
  const signal = new AbortController().signal;
  const transcoder = new FfmpegTranscoder({ ffmpeg: programs.ffmpeg });
  for (let run = 1; run <= runsWanted(1); run += 1) {
    const at = async (name: string) => {
      const path = join(folder, `${name}-${run}`);
      await mkdir(path);
      return path;
    };
    const media = await measured('probe', () =>
      probeSource(clip, { ffprobe: programs.ffprobe, maxDurationMs: 3_600_000, signal }),
    );
    const plan = planEncode(media);
    const [top] = plan.rungs;
    if (!top) throw new Error('the plan has no rung');
    const source: Source = { path: clip, demuxer: media.demuxer };
    const options = { signal, onProgress: () => undefined };
    const early = plan.rungs.filter(({ name }) => name === plan.early);
    const job = { source, plan, storyboard: null, urgent: false };

    const first = { ...job, rungs: early, audio: stereoOf(plan), urgent: true, folder: await at('early') };
    await measured('first rendition, that plays while it grows', () => transcoder.transcode(first, options));
    const sound = await measured('loudness', () => levelSound({ source, plan, transcoder }, signal));
    const whole = { ...job, rungs: plan.rungs, audio: sound.audio, folder: await at('ladder') };
    const encoded = await measured('ladder', () => transcoder.transcode(whole, options));
    const sheets = {
      ...whole,
      storyboard: planStoryboard({ ...top, duration: plan.duration }),
      folder: await at('sheets'),
    };
    await measured('ladder with storyboard', () => transcoder.transcode(sheets, options));
    const pictures = await at('pictures');
    await measured('posters, sizes, placeholder, preview', async () => {
      const posters = await makePosters({ source, plan, transcoder, folder: pictures, signal });
      const place = { transcoder, folder: pictures, signal };
      await placePosters(posters, place);
      const small = plan.rungs.at(-2)?.name ?? '';
      await placePreview(encoded.rungs.get(small), plan.duration, place);
    });
    const apart = await at('apart');
    const shared = plan.rungs.filter(madeByBoth);
    await measured('one run for each rendition', () => encodeApart(clip, shared, apart));
    noteRun(run, [...cost].map(([what, values]) => `${what} ${values.at(-1)?.toFixed(1)}`).join(', '));

    if (run > 1) continue;
    for (const rung of shared) {
      const ours = encoded.rungs.get(rung.name) ?? '';
      const theirs = join(apart, `${rung.name}.mp4`);
      const figures = async (path: string) => [
        `${(await ssim(path, clip, rung)).toFixed(2)} dB`,
        `${((await stat(path)).size / 1e6).toFixed(2)} MB`,
      ];
      quality.push([rung.name, ...(await figures(ours)), ...(await figures(theirs))]);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

const peer = median(cost.get('one run for each rendition') ?? []);
printTable(
  [`${clipSeconds} s of 1080p30, grain ${grain}`, 'CPU-seconds', 'of one run each'],
  [...cost].map(([what, values]) => [
    what,
    median(values).toFixed(1),
    `${((100 * median(values)) / peer).toFixed(0)} %`,
  ]),
);
console.log('');
printTable(['rendition', 'SSIM', 'size', 'SSIM, one run each', 'size, with sound'], quality);
printMachine();
