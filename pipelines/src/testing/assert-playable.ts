import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { checkOutput } from '../steps/check/check-output.ts';
import { type Attributes, parseMultivariant } from '../steps/check/parse-playlist.ts';
import { readTrack } from '../steps/package/track.ts';
import { type SoundForm, soundForms } from '../steps/sound-form.ts';
import { assertCutAlike } from './assert-cut-alike.ts';
import { flashes, readPicture, readSound, type SoundFacts } from './measure.ts';
import type { Processed } from './process-clip.ts';

export interface Expected {
  /** `640x360@30`, highest first. */
  readonly rungs: readonly string[];
  /** Of the picture, to a frame. */
  readonly seconds: number;
  /** Sounds by language; one unnamed unless given. */
  readonly sounds?: readonly string[];
  /** Languages that are there in 5.1, too; none unless given. */
  readonly surround?: readonly string[];
  readonly warnings?: readonly string[];
  /** How often picture and sound of the clip flash together; once a second, after half of it. */
  readonly flashes?: number;
}

const aacFrame = 1024 / 48_000;
const ordinary = 'yuv420p tv bt709 bt709 bt709 1:1';

/**
 * What holds for everything that is published, whatever went in: our own checks find nothing, the rungs are
 * those expected and decode whole, sound and picture last equally long and stay together to a frame. Returns
 * what was heard, by language; surround as `en 5.1`.
 */
export const assertPlayable = async (
  result: Processed,
  expected: Expected,
): Promise<ReadonlyMap<string, SoundFacts>> => {
  const { publication, files } = result;
  assert.equal(result.failure, null);
  assert.ok(publication);
  assert.deepEqual(await checkOutput(files, publication.multivariant), []);
  await assertCutAlike(files);
  assert.deepEqual(result.leftovers, []);
  assert.deepEqual(result.warnings, expected.warnings ?? []);
  const percents = result.statuses.flatMap((status) =>
    status.type === 'progress' ? [status.progress.percent] : [],
  );
  assert.deepEqual(
    percents,
    percents.toSorted((a, b) => a - b),
  );
  assert.deepEqual(
    publication.renditions.map(({ width, height, frameRate }) => `${width}x${height}@${frameRate}`),
    expected.rungs,
  );

  const top = publication.renditions[0];
  const low = publication.renditions.at(-1);
  assert.ok(top && low);
  assert.ok(
    Math.abs(publication.durationMs / 1000 - expected.seconds) < 1 / low.frameRate + 0.001,
    `lasts ${publication.durationMs} ms`,
  );
  const picture = await readPicture(join(files, `${top.name}.mp4`));
  assert.deepEqual(picture, {
    frames: Math.round((publication.durationMs * top.frameRate) / 1000),
    format: ordinary,
    rotated: false,
  });

  await assertPictures(result);

  const master = parseMultivariant(await readFile(join(files, publication.multivariant), 'utf8'));
  const inForm = (form: SoundForm) =>
    master.media.filter((media) => media.get('GROUP-ID') === soundForms[form].group);
  const stereo = inForm('stereo');
  const surround = inForm('surround').filter((media) => media.get('CHANNELS') === '6');
  const languages = namesOf(stereo);
  assert.deepEqual(languages, expected.sounds ?? ['und']);
  assert.deepEqual(namesOf(surround), expected.surround ?? []);
  const codecs = languages.length > 0 ? /^avc1\.6400..,mp4a\.40\.2$/ : /^avc1\.6400..$/;
  for (const rendition of publication.renditions) assert.match(rendition.codecs, codecs);
  const seen = expected.flashes ? await flashes(join(files, `${low.name}.mp4`), low.frameRate) : [];
  assert.equal(seen.length, expected.flashes ?? 0);

  const heard = new Map<string, SoundFacts>();
  for (const media of [...stereo, ...inForm('mobile'), ...surround]) {
    const path = join(files, (media.get('URI') ?? '').replace(/m3u8$/, 'mp4'));
    const { fragments, timescale, skipped } = await readTrack(path);
    const ticks = fragments.reduce((sum, { duration }) => sum + duration, -skipped);
    const apart = Math.abs(ticks / timescale - publication.durationMs / 1000);
    assert.ok(apart < Math.max(1 / low.frameRate, aacFrame), `sound and picture end ${apart} s apart`);
    const sound = await readSound(path);
    const name = media.get('LANGUAGE') ?? '';
    if (surround.includes(media)) heard.set(`${name} 5.1`, sound);
    else if (stereo.includes(media)) heard.set(name, sound);
    if (expected.flashes) assertTogether(seen, sound.beeps, 1 / low.frameRate);
  }
  return heard;
};

const namesOf = (sounds: readonly Attributes[]): string[] =>
  sounds.map((media) => media.get('LANGUAGE') ?? '');

export const assertPictures = async ({ publication, files }: Processed): Promise<void> => {
  const { poster, preview, posterCandidates = [], hasVideo } = publication ?? {};
  assert.ok(poster);
  assert.equal(preview !== null, hasVideo);
  assert.match(poster.placeholder ?? '', /^data:image\/webp;base64,.{40,375}$/);
  assert.match(poster.color ?? '', /^#[0-9a-f]{6}$/);
  assert.equal(posterCandidates[0], poster.file);
  assert.ok(poster.sources.length >= 2);
  for (const file of [
    ...(preview ? [preview] : []),
    ...posterCandidates,
    ...poster.sources.map((source) => source.file),
  ]) {
    assert.ok((await stat(join(files, file))).size > 0, file);
  }
};

const assertTogether = (seen: readonly number[], beeps: readonly number[], frame: number): void => {
  const list = `flashes at ${seen.join(', ')}, beeps at ${beeps.join(', ')}`;
  assert.equal(beeps.length, seen.length, list);
  for (const [i, at] of seen.entries()) assert.ok(Math.abs(at - (beeps[i] ?? NaN)) <= frame, list);
};
