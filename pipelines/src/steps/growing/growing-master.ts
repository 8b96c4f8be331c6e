import type { AudioPlan } from '../encode-plan.ts';
import type { Rung } from '../ladder.ts';
import { type Bandwidth, measureBandwidth } from '../package/bandwidth.ts';
import type { TrackHeader } from '../package/describe-init.ts';
import { describeVariant, type PackagedRendition } from '../package/package-renditions.ts';
import {
  type AudioRendition,
  soundGroups,
  soundOf,
  type VideoVariant,
  writeMultivariantPlaylist,
} from '../package/playlists.ts';
import { type GrowingRendition, growingPlaylistName } from './growing-rendition.ts';

interface Planned<Plan> {
  readonly plan: Plan;
  readonly rendition: GrowingRendition;
}

/**
 * The multivariant playlist of a growing revision. Its rates are those of what is there: there is no other
 * variant for which a player could use them. Every rendition must have begun.
 */
export const packageGrowing = (
  pictures: Planned<Rung>,
  sounds: readonly Planned<AudioPlan>[],
): { readonly text: string; readonly renditions: readonly PackagedRendition[] } => {
  const { codec, range, width, height } = headerOf(pictures.rendition);
  const variant: VideoVariant = {
    uri: growingPlaylistName(pictures.plan.name),
    keyframes: null,
    codec,
    range,
    width,
    height,
    frameRate: pictures.plan.frameRate,
    bandwidth: bandwidthOf(pictures.rendition),
  };
  const audio = sounds.map(({ plan, rendition }): AudioRendition => ({
    uri: growingPlaylistName(plan.name),
    form: plan.form,
    streamIndex: plan.streamIndex,
    language: plan.language,
    isDefault: plan.isDefault,
    codec: headerOf(rendition).codec,
    bandwidth: bandwidthOf(rendition),
  }));
  return {
    text: writeMultivariantPlaylist([variant], audio),
    renditions: [
      describeVariant(pictures.plan.name, variant, soundOf(variant, [variant], soundGroups(audio))),
    ],
  };
};

const headerOf = ({ name, header }: GrowingRendition): TrackHeader => {
  if (!header) throw new RangeError(`${name} has not begun.`);
  return header;
};

const bandwidthOf = ({ segments }: GrowingRendition): Bandwidth => measureBandwidth(segments);
