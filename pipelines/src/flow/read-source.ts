import { createHash } from 'node:crypto';

import type { ObjectStored, PlanChoices } from '@vidkit/contracts/events/media';
import { type ObjectStore, ObjectStoreError } from '@vidkit/platform/ports/object-store';

import { type EncodePlan, planEncode, usualChoices } from '../steps/encode-plan.ts';
import { MediaFailure } from '../steps/media-failure.ts';
import { probeSource } from '../steps/probe.ts';
import type { SourceMedia } from '../steps/source-media.ts';
import { trimPlan } from '../steps/trim/trim-plan.ts';
import type { Source } from '../transcoders/transcoder.ts';

/** What is known of a source before anything is made of it. */
export interface PlannedSource {
  readonly source: Source;
  readonly media: SourceMedia;
  readonly choices: PlanChoices;
  readonly plan: EncodePlan;
  /** Equal for equal plans of the same version of the product. */
  readonly planId: string;
  /** Of all of the source, where only a part of it is to be published; else the same. */
  readonly whole: { readonly plan: EncodePlan; readonly planId: string };
}

interface ReadPorts {
  readonly store: ObjectStore;
  readonly ffprobe: string;
  readonly maxDurationMs: number;
}

interface ReadOptions {
  /** Where the source goes when it is not on this machine. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly choices?: PlanChoices;
}

/** Raised whenever equal plans would lead to other files. */
const outputVersion = 8;

/** Fetches, probes and plans; equal sources give equal plans. Throws `MediaFailure`. */
export const readSource = async (
  { sourceKey, fileName, trim }: Pick<ObjectStored, 'sourceKey' | 'fileName' | 'trim'>,
  { store, ffprobe, maxDurationMs }: ReadPorts,
  { folder, signal, choices = usualChoices }: ReadOptions,
): Promise<PlannedSource> => {
  const path = await fetchSource(store, sourceKey, folder);
  const media = await probeSource(path, { ffprobe, maxDurationMs, fileName, signal });
  return planSource({ source: { path, demuxer: media.demuxer }, media }, choices, trim);
};

/** The same source, planned by other choices. Throws `MediaFailure` where nothing is left of it. */
export const planSource = (
  { source, media }: Pick<PlannedSource, 'source' | 'media'>,
  choices: PlanChoices,
  trim: ObjectStored['trim'],
): PlannedSource => {
  const whole = identified(planEncode(media, choices));
  const planned = trim ? identified(trimPlan(whole.plan, trim)) : whole;
  return { source, media, choices, ...planned, whole };
};

const identified = (plan: EncodePlan) => ({ plan, planId: planId(plan) });

const fetchSource = async (store: ObjectStore, key: string, folder: string): Promise<string> => {
  try {
    return await store.toFile(key, folder);
  } catch (error) {
    if (error instanceof ObjectStoreError && error.code === 'object_missing') {
      throw new MediaFailure('source_missing', key, { cause: error });
    }
    throw error;
  }
};

const planId = (plan: EncodePlan): string =>
  createHash('sha256')
    .update(JSON.stringify([outputVersion, plan]))
    .digest('hex')
    .slice(0, 16);
