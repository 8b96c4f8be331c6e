import { createHash } from 'node:crypto';

import type { ObjectStored } from '@vidkit/contracts/events/media';
import { type ObjectStore, ObjectStoreError } from '@vidkit/platform/ports/object-store';

import { type EncodePlan, planEncode } from '../steps/encode-plan.ts';
import { MediaFailure } from '../steps/media-failure.ts';
import { probeSource } from '../steps/probe.ts';
import type { SourceMedia } from '../steps/source-media.ts';
import type { Source } from '../transcoders/transcoder.ts';

/** What is known of a source before anything is made of it. */
export interface PlannedSource {
  readonly source: Source;
  readonly media: SourceMedia;
  readonly plan: EncodePlan;
  /** Equal for equal plans of the same version of the product. */
  readonly planId: string;
}

interface ReadPorts {
  readonly store: ObjectStore;
  readonly ffprobe: string;
  readonly maxDurationMs: number;
}

/** Raised whenever equal plans would lead to other files. */
const outputVersion = 7;

/** Fetches, probes and plans; equal sources give equal plans. Throws `MediaFailure`. */
export const readSource = async (
  { sourceKey, fileName }: Pick<ObjectStored, 'sourceKey' | 'fileName'>,
  { store, ffprobe, maxDurationMs }: ReadPorts,
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
): Promise<PlannedSource> => {
  const path = await fetchSource(store, sourceKey, folder);
  const media = await probeSource(path, { ffprobe, maxDurationMs, fileName, signal });
  const plan = planEncode(media);
  return { source: { path, demuxer: media.demuxer }, media, plan, planId: planId(plan) };
};

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
