import { objectStored, type ObjectStored, planChoices } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import { readText } from '@vidkit/platform/ports/stored-text';
import { z } from 'zod';

/** What is kept of a ladder that is made outside of the workers, until its revision is published or has failed. */
const outsideRecord = z.object({
  message: objectStored,
  planId: z.string(),
  choices: planChoices,
  /** By which the job is found when its number was lost. */
  token: z.string(),
  /** Null from the moment before it is handed over to the moment in which its number is stored. */
  jobId: z.string().nullable(),
  /** Epoch milliseconds of the first of these moments. */
  begunAt: z.number(),
});
export type OutsideRecord = z.infer<typeof outsideRecord>;

type EncodeName = Pick<ObjectStored, 'videoId' | 'encode'>;

/** Below which all lies that a converter makes of videos. */
export const outsideRoot = 'work/';

/** Where everything lies that an encode has outside of its revisions. */
export const outsidePrefix = ({ videoId, encode }: EncodeName): string =>
  `${outsideRoot}${videoId}/${encode}/`;

/** Where the converter puts the renditions of a plan; those of another plan are not among them. */
export const outputPrefix = (name: EncodeName, planId: string): string =>
  `${outsidePrefix(name)}out/${planId}/`;

const recordKey = (prefix: string): string => `${prefix}encode.json`;

/** Null where there is none, and where somebody has left something that is none. */
export const readRecord = async (store: ObjectStore, prefix: string): Promise<OutsideRecord | null> => {
  const text = await readText(store, recordKey(prefix));
  if (text === null) return null;
  const parsed = outsideRecord.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
};

export const writeRecord = async (store: ObjectStore, record: OutsideRecord): Promise<void> => {
  await store.put(recordKey(outsidePrefix(record.message)), JSON.stringify(record), 'application/json');
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
