import type { ObjectStored, PlanChoices } from '@vidkit/contracts/events/media';

import { usualChoices } from '../steps/encode-plan.ts';
import { readManifest } from '../steps/publish.ts';
import type { Attempt } from './attempt.ts';
import { attemptEncode } from './attempt-encode.ts';
import { publishComplete } from './complete-stage.ts';
import { handOver, makeEarlyStage } from './early-stage.ts';
import type { EncodeRun, ProcessVideoPorts } from './encode-run.ts';
import { makeLadderHere } from './ladder-here.ts';
import { isHandedOver } from './outside-ladder.ts';
import { readSource } from './read-source.ts';
import { workOn } from './work.ts';

/**
 * From a stored source to a published video: probe, plan, one early rendition published while it is being made,
 * then the whole ladder as the next revision. Where a converter makes the ladder, this ends with the early rendition,
 * and `finishEncode` goes on. Repeating it continues where a killed attempt stopped, and leads to the same revisions.
 * What the source itself is to blame for is emitted as `failed`; anything else throws, so that it is tried again, and
 * is emitted on the last attempt only.
 */
export const processVideo = (
  message: ObjectStored,
  attempt: Attempt,
  ports: ProcessVideoPorts,
): Promise<void> => attemptEncode(message, attempt, ports, encode);

const encode = async (run: EncodeRun): Promise<void> => {
  const finished = await readManifest(run.ports.store, run.prefix('complete'));
  if (finished) return run.finish(finished);

  // Whoever asks again because nothing was heard for a while has a converter asked, not the source fetched.
  if (await isHandedOver(run)) return;

  await run.tell({ stage: 'probing', percent: 0, secondsLeft: null });
  const read = await readSource(run.message, run.ports, {
    folder: run.scratch,
    signal: run.signal,
    choices: await choicesFor(run),
  });
  const work = workOn(run, read);
  const early = read.plan.rungs.find((rung) => rung.name === read.plan.early);
  const begin = async () =>
    early ? makeEarlyStage(run, work, early) : { first: null, chosen: await handOver(run, work, run.signal) };
  const { first, chosen } = await (early && run.ports.setAside ? run.ports.setAside(begin) : begin());
  if (!chosen.outside) await publishComplete(run, chosen.work, first, makeLadderHere);
};

/**
 * Those of all of it where this is a part, and those of an attempt before this one, so that what they made can be used;
 * else what is configured. No video fails for a codec that this machine cannot make.
 */
const choicesFor = async (run: EncodeRun): Promise<PlanChoices> => {
  const { store, transcoder, codecs } = run.ports;
  const before = await readManifest(store, run.message.whole ?? run.prefix('early'));
  const choices = before?.choices ?? { ...usualChoices, codecs: [...codecs] };
  const possible = await transcoder.codecs();
  return { ...choices, codecs: choices.codecs.filter((codec) => possible.has(codec)) };
};
