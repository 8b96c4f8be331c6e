import type { Trim } from '@vidkit/contracts/schemas/trim';

import type { CaptionRecord } from './texts.repository.ts';

/** What the keys of a stored text, and of all that is made of it, begin with. */
export const stemOf = ({ objectKey }: CaptionRecord): string => objectKey.replace(/\.vtt$/, '');

/** Captions as they go with a part of the video; null is all of it. */
export const cutCaptions = (record: CaptionRecord, trim: Trim | null): CaptionRecord =>
  trim ? { ...record, objectKey: `${stemOf(record)}-${trim.startMs}-${trim.endMs}.vtt` } : record;
