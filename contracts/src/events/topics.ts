/**
 * Messages between the API and the pipelines, by who takes them and how.
 *
 * `work` takes long: few retries, one at a time per key. `report` is short and none may be lost: many retries, delivered
 * one after another, in the order of their sending, per key or per `videoId`.
 */
export const topics = {
  /** From the API: a source is to be made into a video. */
  'object-stored': 'work',
  /** From a worker that gathers chunks to whichever encodes them. */
  'encode-chunk': 'work',
  /** From whoever hears of it to the workers: an encoder outside of this process has come to its end. */
  'encode-ended': 'work',
  /** From the API: a file is to be fetched from the web. */
  'import-requested': 'work',
  /** From the API: a poster that somebody chose is to be made. */
  'poster-wanted': 'work',
  /** From the API: captions are to be heard from the sound. */
  'transcription-wanted': 'work',
  'encode-status': 'report',
  'import-status': 'report',
  'poster-status': 'report',
  'transcription-status': 'report',
  /** From the object store to the API: what was uploaded is whole, or an archived object can be read again. */
  'object-event': 'report',
} as const;

/** Deliveries in a row whose handler may throw before the message becomes a dead letter. */
export const attempts = { work: 4, report: 100 } as const;

/**
 * Deliveries after which SQS itself puts a message aside: those count that ended with their process, so it is far above
 * `attempts`. Who handles messages puts them aside a little earlier, where it can say why.
 */
export const mostReceipts = { work: 40, report: 1000 } as const;

export type Topic = keyof typeof topics;

export const topicNames = Object.keys(topics) as Topic[];
