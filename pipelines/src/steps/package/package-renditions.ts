import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { AudioPlan } from '../encode-plan.ts';
import { perSecond } from '../frame-rate.ts';
import type { Rung } from '../ladder.ts';
import { measureBandwidth } from './bandwidth.ts';
import {
  type AudioRendition,
  bandwidthOf,
  codecsOf,
  type SoundGroup,
  soundGroups,
  soundOf,
  type VideoVariant,
  writeKeyframePlaylist,
  writeMediaPlaylist,
  writeMultivariantPlaylist,
} from './playlists.ts';
import {
  groupSegments,
  keyframeSegments,
  planCuts,
  type Segment,
  targetDuration,
  usualTarget,
} from './segments.ts';
import { readTrack, type Track } from './track.ts';

export interface PackageInput {
  /** Where the playlists go and the renditions lie, as `<name>.mp4`. */
  readonly folder: string;
  /** In H.264, highest first. */
  readonly rungs: readonly Rung[];
  /** In other codecs. */
  readonly more: readonly Rung[];
  readonly audio: readonly AudioPlan[];
}

export interface Packaged {
  readonly multivariant: string;
  readonly renditions: readonly PackagedRendition[];
}

export interface PackagedRendition {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly codecs: string;
  /** Bits per second, sound included. */
  readonly averageBandwidth: number;
  readonly bandwidth: number;
}

interface Rendition<Plan> {
  readonly plan: Plan;
  readonly track: Track;
}

interface Cut<Plan> extends Rendition<Plan> {
  readonly segments: readonly Segment[];
}

/** Writes every playlist of a revision from the boxes of its files. */
export const packageRenditions = async ({ folder, rungs, more, audio }: PackageInput): Promise<Packaged> => {
  const [pictures, sounds] = cutAlike(
    await Promise.all([...rungs, ...more].map((rung) => read(folder, rung))),
    await Promise.all(audio.map((one) => read(folder, one))),
  );
  const target = Math.max(
    usualTarget,
    ...[...pictures, ...sounds].map(({ segments }) => targetDuration(segments)),
  );

  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const all: VideoVariant[] = [];
  for (const { plan, track, segments } of pictures) {
    const list = { file: `${plan.name}.mp4`, initSize: track.initSize };
    const keyframes = keyframeSegments(track);
    await write(`${plan.name}.m3u8`, writeMediaPlaylist({ ...list, segments, target }));
    await write(`i${plan.name}.m3u8`, writeKeyframePlaylist({ ...list, segments: keyframes }));
    all.push({
      uri: `${plan.name}.m3u8`,
      codec: track.codec,
      range: track.range,
      width: track.width,
      height: track.height,
      frameRate: plan.frameRate,
      bandwidth: measureBandwidth(segments, target),
      keyframes: { uri: `i${plan.name}.m3u8`, bandwidth: measureBandwidth(keyframes) },
    });
  }
  const renditions: AudioRendition[] = [];
  for (const { plan, track, segments } of sounds) {
    const file = `${plan.name}.mp4`;
    await write(
      `${plan.name}.m3u8`,
      writeMediaPlaylist({ file, initSize: track.initSize, segments, target }),
    );
    const { language, isDefault, form, streamIndex } = plan;
    const bandwidth = measureBandwidth(segments, target);
    const uri = `${plan.name}.m3u8`;
    renditions.push({ uri, form, streamIndex, codec: track.codec, language, isDefault, bandwidth });
  }
  const variants = all.slice(0, rungs.length);
  await write('master.m3u8', writeMultivariantPlaylist(variants, renditions, all.slice(rungs.length)));
  return {
    multivariant: 'master.m3u8',
    renditions: all.map((variant) =>
      describeVariant(
        basename(variant.uri, '.m3u8'),
        variant,
        soundOf(variant, variants, soundGroups(renditions)),
      ),
    ),
  };
};

const read = async <Plan extends { readonly name: string }>(
  folder: string,
  plan: Plan,
): Promise<Rendition<Plan>> => ({ plan, track: await readTrack(join(folder, `${plan.name}.mp4`)) });

/** Where the highest rendition is to be cut, all others are, sound included. */
const cutAlike = <Picture, Sound>(
  pictures: readonly Rendition<Picture>[],
  sounds: readonly Rendition<Sound>[],
): [readonly Cut<Picture>[], readonly Cut<Sound>[]] => {
  const [first] = [...pictures, ...sounds];
  const cuts = first ? planCuts(first.track) : [];
  const cut = <Plan>(rendition: Rendition<Plan>): Cut<Plan> => ({
    ...rendition,
    segments: groupSegments(rendition.track, cuts),
  });
  return [pictures.map(cut<Picture>), sounds.map(cut<Sound>)];
};

/** A variant as the outside is told of it. */
export const describeVariant = (
  name: string,
  variant: VideoVariant,
  sound: SoundGroup | undefined,
): PackagedRendition => {
  const { peak, average } = bandwidthOf(sound);
  return {
    name,
    width: variant.width,
    height: variant.height,
    frameRate: Math.round(perSecond(variant.frameRate) * 1000) / 1000,
    codecs: codecsOf(variant, sound),
    averageBandwidth: variant.bandwidth.average + average,
    bandwidth: variant.bandwidth.peak + peak,
  };
};
