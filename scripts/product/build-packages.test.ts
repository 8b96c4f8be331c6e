import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { build } from 'esbuild';

import { repository } from '../bootstrap/folders.mjs';

const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
};

/** A machine that has only what `npm start` installs has to be able to build what it serves. */
describe('the packages that a build needs', () => {
  it('are installed by a start: those that the engine is built from', async () => {
    const { metafile } = await build({
      stdin: { contents: `import 'hls.js/src/hls.ts';`, resolveDir: repository },
      alias: { 'hls.js/src/hls.ts': join(repository, 'node_modules/hls.js/src/hls.ts') },
      bundle: true,
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const names = new Set(
      Object.keys(metafile.inputs).flatMap(
        (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
      ),
    );
    assert.ok(names.size > 3, [...names].join(', '));
    for (const name of names) {
      const entry = lock.packages[`node_modules/${name}`];
      assert.ok(entry && !entry.dev && !entry.devOptional, `${name} is there for development alone`);
    }
  });

  it('are installed by a start: bundler and minifier', () => {
    for (const name of ['esbuild', 'rollup', 'terser']) {
      assert.ok(!lock.packages[`node_modules/${name}`]?.dev, name);
    }
  });
});
