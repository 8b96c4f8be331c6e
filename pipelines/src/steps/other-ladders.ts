import type { VideoCodec } from '@vidkit/contracts/events/media';

import { type Rung, shortSide, type VideoRange } from './ladder.ts';

type OtherCodec = Exclude<VideoCodec, 'h264'>;

interface CodecFacts {
  /** Part of the rate of H.264 that is enough for a picture like it. */
  readonly rate: number;
  /** The quality that looks like `veryfast` of x264 at CRF 23 and takes fewer bytes (docs/decisions/0021). */
  readonly crf: number;
}

const facts: Readonly<Record<OtherCodec, CodecFacts>> = {
  hevc: { rate: 0.65, crf: 26 },
  av1: { rate: 0.55, crf: 39 },
};
/** HDR has more to say (Apple 1.25). */
const hdrRate = 1.2;
/** Below this side encoders refuse, and there is nothing to win. */
const smallestSide = 64;

/**
 * The same sizes in every other codec that was chosen, each a whole ladder from high to low: players do not change the
 * codec while they play. What is for mobile lines stays H.264. HEVC keeps HDR; AV1 shows what H.264 shows.
 */
export const otherLadders = (
  rungs: readonly Rung[],
  { codecs, range }: { readonly codecs: readonly VideoCodec[]; readonly range: VideoRange },
): Rung[] => {
  const sizes = rungs
    .slice(0, Math.max(1, rungs.length - 1))
    .filter((rung) => shortSide(rung) >= smallestSide);
  return (['hevc', 'av1'] as const)
    .filter((codec) => codecs.includes(codec))
    .flatMap((codec) => sizes.map((rung) => inCodec(rung, codec, codec === 'hevc' ? range : 'sdr')));
};

const inCodec = (rung: Rung, codec: OtherCodec, range: VideoRange): Rung => {
  const { rate, crf } = facts[codec];
  const maxRate = Math.round(rung.maxRate * rate * (range === 'sdr' ? 1 : hdrRate));
  return {
    ...rung,
    name: `${rung.name}-${codec}`,
    codec,
    range,
    crf,
    maxRate,
    buffer: maxRate * 2,
  };
};
