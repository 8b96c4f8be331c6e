import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { MediaFailureCode } from '@vidkit/contracts/errors';

import { assertPlayable, type Expected } from './assert-playable.ts';
import type { SoundFacts } from './measure.ts';
import { type Processed, Workbench } from './process-clip.ts';

/** An upload and what has to become of it. */
export interface OddFile {
  /** The end of a sentence that begins with the title of its group. */
  readonly what: string;
  /** Makes it in a folder. Returns its path. */
  readonly make: (folder: string) => Promise<string>;
  readonly becomes: Expected;
  readonly check?: (result: Processed, heard: ReadonlyMap<string, SoundFacts>) => Promise<void> | void;
}

export interface BadFile extends Pick<OddFile, 'what' | 'make'> {
  readonly code: MediaFailureCode;
}

/** One test for each file, through the whole flow with the real programs. */
export const describeFiles = (title: string, files: readonly OddFile[]): void =>
  describeWithBench(title, (bench) => {
    for (const { what, make, becomes, check } of files) {
      it(what, async () => {
        const result = await bench().process(await make(bench().folder));
        const heard = await assertPlayable(result, becomes);
        await check?.(result, heard);
      });
    }
  });

/** Five times what was promised, for machines as slow as that. */
const verdictMs = 5 * 2000;

/** One test for each file: refused with its reason, before anything is encoded. */
export const describeRefusals = (title: string, files: readonly BadFile[]): void =>
  describeWithBench(title, (bench) => {
    for (const { what, make, code } of files) {
      it(`${what}: ${code}`, async () => {
        const path = await make(bench().folder);
        const startedAt = performance.now();
        const result = await bench().process(path);
        const took = performance.now() - startedAt;
        assert.equal(result.failure?.code, code);
        assert.ok(result.failure.detail.length > 10);
        assert.equal(result.publication, null);
        assert.deepEqual(result.leftovers, []);
        assert.equal(result.encodes, 0, 'it was encoded');
        assert.ok(took < verdictMs, `the verdict took ${took} ms`);
      });
    }
  });

const describeWithBench = (title: string, tests: (bench: () => Workbench) => void): void => {
  void describe(title, () => {
    let bench: Workbench;
    before(async () => {
      bench = new Workbench(await mkdtemp(join(tmpdir(), 'vidkit-files-')));
    });
    after(() => rm(bench.folder, { recursive: true, force: true }));
    tests(() => bench);
  });
};
