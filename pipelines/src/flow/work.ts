import type { ObjectStored } from '@vidkit/contracts/events/media';

import { allRungs, encodingCost, type EncodePlan } from '../steps/encode-plan.ts';
import type { SourceMedia } from '../steps/source-media.ts';
import type { EncodeRun } from './encode-run.ts';
import { Progress } from './progress.ts';
import type { PlannedSource } from './read-source.ts';

/** What an encode makes, and how far it is. */
export interface Work extends PlannedSource {
  readonly progress: Progress;
}

/** Beside encoding a pixel of the ladder, what decoding one and encoding one of the first rendition cost. */
const decodeCost = 0.25;
const urgentCost = 0.5;
/** Encoding sound takes about as long as decoding so small a picture. */
const soundCost = { width: 320, height: 180, frameRate: 30 };

export const workOn = (run: EncodeRun, planned: PlannedSource): Work => ({
  ...planned,
  progress: progressOf(run, planned),
});

/** Percent at which the ladder begins and ends, in the figures of `Progress`. */
export const ladderSpan = ({
  media,
  plan,
}: Pick<PlannedSource, 'media' | 'plan'>): { readonly from: number; readonly to: number } => {
  const parts = costs(media, plan);
  const share = (until: number) => parts.slice(0, until).reduce((sum, { cost }) => sum + cost, 0);
  const ladder = parts.findIndex(({ stage }) => stage === 'renditions');
  const percent = (cost: number) => Math.floor((cost / share(parts.length)) * 1000) / 10;
  return { from: percent(share(ladder)), to: percent(share(ladder + 1)) };
};

const progressOf = (run: EncodeRun, { media, plan }: PlannedSource): Progress =>
  new Progress({
    parts: costs(media, plan),
    emit: (progress) =>
      void run.tell(progress).catch((error: unknown) => {
        run.ports.log.warn({ ...run.id, err: error }, 'progress not sent');
      }),
  });

const costs = (media: SourceMedia, plan: EncodePlan) => {
  const { width, height, frameRate } = media.video ?? soundCost;
  const decode = width * height * frameRate * plan.duration * decodeCost;
  const rung = plan.rungs.find(({ name }) => name === plan.early);
  const early = rung ? decode + encodingCost(rung, plan.duration) * urgentCost : 0;
  const ladder = allRungs(plan).reduce((sum, one) => sum + encodingCost(one, plan.duration), decode);
  const encoding = early + ladder;
  return [
    { stage: 'probing' as const, cost: encoding * 0.01 },
    ...(early > 0 ? [{ stage: 'first_rendition' as const, cost: early }] : []),
    { stage: 'renditions' as const, cost: ladder },
    { stage: 'publishing' as const, cost: encoding * 0.02 },
  ];
};

/** A part of a source whose whole is published can be copied from there, which no converter is quicker at. */
export const isCopy = ({ trim, whole }: Pick<ObjectStored, 'trim' | 'whole'>): boolean =>
  trim !== null && whole !== null;
