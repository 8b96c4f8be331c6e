import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { allRungs, type EncodePlan, frameCount } from '../steps/encode-plan.ts';
import { perSecond } from '../steps/frame-rate.ts';
import type { Rung } from '../steps/ladder.ts';
import { joinFragments } from '../steps/package/join-fragments.ts';
import { readTrack } from '../steps/package/track.ts';
import { readManifest } from '../steps/publish.ts';
import { ConvertError, type Converter, jobToken } from '../transcoders/converter.ts';
import type { EncodeRun } from './encode-run.ts';
import type { MakeLadder } from './ladder-here.ts';
import {
  outputPrefix,
  outsidePrefix,
  type OutsideRecord,
  readRecord,
  writeRecord,
} from './outside-record.ts';
import { isCopy, ladderSpan, type Work } from './work.ts';

/** What a converter has made is not what was asked for: the ladder is to be made here. */
export class OutputError extends Error {
  readonly code = 'output_unfit';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OutputError';
  }
}

/** Seconds by which a rendition may be longer or shorter than planned. */
const tolerance = 0.1;

/**
 * Whether the ladder is made outside of the workers: where there is a converter that can, and where it is worth the wait.
 * What is made at once and what is copied is done before a converter has begun.
 */
export const takenOutside = (run: EncodeRun, { media, plan }: Work): boolean => {
  const { converter, log } = run.ports;
  if (!converter || isCopy(run.message)) return false;
  if (plan.early === null && plan.cutFrom === undefined) return false;
  const objections = converter.objections(media, plan);
  if (objections.length > 0) log.info({ ...run.id, objections }, 'the ladder is made here');
  return objections.length === 0;
};

/**
 * Hands the ladder over, unless an attempt before has done so. False where the converter refuses it, or never answers. The record is
 * written before and after: whatever is killed between, the job is found again and made once.
 */
export const beginOutside = async (run: EncodeRun, work: Work, signal: AbortSignal): Promise<boolean> => {
  const { store, log } = run.ports;
  const converter = converterOf(run);
  const { planId, choices, media, plan } = work;
  const prefix = outsidePrefix(run.message);
  const token = jobToken({ ...run.id, planId });
  const before = await readRecord(store, prefix);
  if (before?.planId === planId && before.jobId !== null) return true;
  if (before && before.planId !== planId) {
    // Its end will be passed over in any case.
    await cancelJob(converter, before).catch((error: unknown) =>
      log.warn({ ...run.id, err: error }, 'the job of an older plan goes on'),
    );
  }
  signal.throwIfAborted();

  const known = before?.planId === planId ? before : null;
  const record: OutsideRecord = known ?? {
    message: run.message,
    planId,
    choices,
    token,
    jobId: null,
    begunAt: Date.now(),
  };
  if (!known) {
    // Another worker has finished it since this one began.
    if (await readManifest(store, run.prefix('complete'))) return true;
    await writeRecord(store, record);
  }
  try {
    const found = known && (await converter.findSubmitted(token, known.begunAt));
    const jobId =
      found ??
      (await converter.submit({
        ...run.id,
        planId,
        sourceKey: run.message.sourceKey,
        outputPrefix: outputPrefix(run.message, planId),
        media,
        plan,
        progress: ladderSpan(work),
      }));
    await writeRecord(store, { ...record, jobId });
    log.info({ ...run.id, jobId }, found ? 'found the job of an attempt before' : 'handed over');
    return true;
  } catch (error) {
    if (!(error instanceof ConvertError)) throw error;
    if (error.code === 'unavailable' && !run.isLast) throw error;
    log.error({ ...run.id, err: error }, 'the converter does not take the ladder; it is made here');
    await store.deletePrefix(prefix);
    return false;
  }
};

/** Whether all is done that can be done here: people watch the first rendition, and a converter has the rest. */
export const isHandedOver = async (run: EncodeRun): Promise<boolean> => {
  const { store, converter } = run.ports;
  if (!converter) return false;
  const record = await readRecord(store, outsidePrefix(run.message));
  if (!record || record.jobId === null) return false;
  const early = await readManifest(store, run.prefix('early'));
  return early !== null && !early.publication.growing && early.planId === record.planId;
};

/** Takes what a converter has made. Throws `OutputError` where that is not the plan. */
export const takeLadder: MakeLadder = async (run, { plan, planId }, { folder }) => {
  const { store } = run.ports;
  const prefix = outputPrefix(run.message, planId);
  const keys = (await store.list(prefix)).map(({ key }) => key);
  const take = async (name: string): Promise<string> => {
    run.signal.throwIfAborted();
    const key = converterOf(run).outputOf(keys, name);
    if (key === null) throw new OutputError(`There is no ${name} below ${prefix}.`);
    const path = join(folder, `${name}.mp4`);
    const fetched = await store.toFile(key, run.scratch);
    // Every file is brought to what our own are: fragments in order, counted from 0.
    await joinFragments([{ path: fetched }], path);
    // Where it is a copy, there is no room for two of a long ladder.
    if (fetched.startsWith(run.scratch)) await rm(fetched);
    return path;
  };
  const rungs = new Map<string, string>();
  const audio = new Map<string, string>();
  try {
    for (const rung of allRungs(plan)) {
      rungs.set(rung.name, await take(rung.name));
      await assertWhole(rungs.get(rung.name) ?? '', plan, rung);
    }
    for (const { name } of plan.audio) audio.set(name, await take(name));
  } catch (error) {
    // Boxes that make no sense.
    if (!(error instanceof RangeError)) throw error;
    throw new OutputError('What was made cannot be read.', { cause: error });
  }
  return { encoded: { rungs, audio, storyboardSheets: [], damagedFrames: 0 }, warnings: [] };
};

/** Ends the job of an encode that has failed, and forgets it. */
export const abandonOutside = async (run: EncodeRun): Promise<void> => {
  const { store, converter } = run.ports;
  const prefix = outsidePrefix(run.message);
  const record = await readRecord(store, prefix);
  if (!record) return;
  if (converter) await cancelJob(converter, record);
  await store.deletePrefix(prefix);
};

const cancelJob = async (converter: Converter, { jobId, token, begunAt }: OutsideRecord): Promise<void> => {
  const known = jobId ?? (await converter.findSubmitted(token, begunAt));
  if (known !== null) await converter.cancel(known);
};

const assertWhole = async (path: string, plan: EncodePlan, rung: Rung): Promise<void> => {
  const { width, height, fragments } = await readTrack(path);
  if (width !== rung.width || height !== rung.height)
    throw new OutputError(`${rung.name} is ${width}x${height}.`);
  const frames = fragments.reduce((sum, { samples }) => sum + samples, 0);
  const planned = frameCount(plan, rung);
  if (Math.abs(frames - planned) > tolerance * perSecond(rung.frameRate))
    throw new OutputError(`${rung.name} has ${frames} of ${planned} frames.`);
};

const converterOf = ({ ports: { converter } }: EncodeRun): Converter => {
  if (!converter) throw new RangeError('There is no converter.');
  return converter;
};
