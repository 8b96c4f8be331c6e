import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseMedia } from '../steps/check/parse-playlist.ts';

/** Sound is cut between frames of 1,024 samples, and begins with one that is not heard. */
const tolerance = (2 * 1024) / 48_000;

/**
 * What players rely on that change from one rendition to another: every list of a complete revision is cut at the same
 * places, those of sound too. Returns the seconds of the entries of the first one.
 */
export const assertCutAlike = async (files: string): Promise<readonly number[]> => {
  const names = (await readdir(files)).filter((name) => /^(?:\d|audio-).*\.m3u8$/.test(name)).sort();
  const lists = await Promise.all(
    names.map(async (name) => parseMedia(await readFile(join(files, name), 'utf8')).entries),
  );
  const [first = []] = lists;
  for (const [i, entries] of lists.entries()) {
    assert.equal(entries.length, first.length, `${names[i]} has ${entries.length} entries`);
    let apart = 0;
    for (const [j, { duration }] of entries.slice(0, -1).entries()) {
      apart += duration - (first[j]?.duration ?? NaN);
      assert.ok(Math.abs(apart) < tolerance, `entry ${j} of ${names[i]} ends ${apart} s later`);
    }
  }
  return first.map(({ duration }) => duration);
};
