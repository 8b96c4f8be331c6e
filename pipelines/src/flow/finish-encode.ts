import type { EncodeEnded } from '@vidkit/contracts/events/media';

import { MediaFailure } from '../steps/media-failure.ts';
import { type Manifest, readManifest } from '../steps/publish.ts';
import type { Attempt } from './attempt.ts';
import { attemptEncode } from './attempt-encode.ts';
import { publishComplete } from './complete-stage.ts';
import type { EncodeRun, ProcessVideoPorts } from './encode-run.ts';
import { makeLadderHere } from './ladder-here.ts';
import { OutputError, takeLadder } from './outside-ladder.ts';
import { type OutsideRecord, outsidePrefix, readRecord } from './outside-record.ts';
import { readSource } from './read-source.ts';
import { type Work, workOn } from './work.ts';

/**
 * Goes on where `processVideo` has left a ladder to a converter: takes what that has made, and publishes it. What nobody
 * waits for any more is passed over, so that it may be called late, twice and in any order. Whatever a converter cannot
 * make, or makes otherwise than planned, is made here, so that no video fails for it.
 */
export const finishEncode = async (
  ended: EncodeEnded,
  attempt: Attempt,
  ports: ProcessVideoPorts,
): Promise<void> => {
  const record = await readRecord(ports.store, outsidePrefix(ended));
  if (record?.planId !== ended.planId) {
    const { videoId, encode, planId } = ended;
    ports.log.info({ videoId, encode, planId }, 'nobody waits for this ladder');
    return;
  }
  await attemptEncode(record.message, attempt, ports, async (run) => {
    await finish(run, record, ended);
    await ports.store.deletePrefix(outsidePrefix(ended));
  });
};

const finish = async (run: EncodeRun, record: OutsideRecord, ended: EncodeEnded): Promise<void> => {
  const { store, converter, log } = run.ports;
  const finished = await readManifest(store, run.prefix('complete'));
  if (finished) return run.finish(finished);

  const { choices } = record;
  const read = await readSource(run.message, run.ports, { folder: run.scratch, signal: run.signal, choices });
  const work = workOn(run, read);
  const first = await firstOf(run);
  if (first) run.wasPlayable();
  if (ended.outcome === 'failed') {
    const { errorCode } = ended;
    const code = converter?.blame(errorCode) ?? null;
    if (code !== null) throw new MediaFailure(code, `converter: ${errorCode}`);
    log.error({ ...run.id, errorCode }, 'the converter has failed; the ladder is made here');
  } else if (!converter) {
    log.info(run.id, 'there is no converter any more; the ladder is made here');
  } else if (work.planId !== record.planId) {
    log.info(run.id, 'the plan is another one by now; the ladder is made here');
  } else if (await tryOutput(run, work, first)) {
    return;
  }
  await publishComplete(run, work, first, makeLadderHere);
};

/** False where what the converter has made is not to be published. */
const tryOutput = async (run: EncodeRun, work: Work, first: Manifest | null): Promise<boolean> => {
  work.progress.skip('renditions');
  try {
    await publishComplete(run, work, first, takeLadder);
    return true;
  } catch (error) {
    const unfit =
      error instanceof OutputError || (error instanceof MediaFailure && error.code === 'output_rejected');
    if (!unfit) throw error;
    run.ports.log.error({ ...run.id, err: error }, 'what the converter made does not fit; it is made here');
    return false;
  }
};

/** The first revision, whose storyboard is taken over. One that still grows has none yet. */
const firstOf = async (run: EncodeRun): Promise<Manifest | null> => {
  const stored = await readManifest(run.ports.store, run.prefix('early'));
  return stored && !stored.publication.growing ? stored : null;
};
