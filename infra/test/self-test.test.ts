import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { readAssembly } from '../lib/gate/assembly.ts';
import { mutations } from '../lib/gate/mutations.ts';
import { selfTest } from '../lib/gate/self-test.ts';
import { ServiceRules } from '../lib/gate/service-rules.ts';
import { variants } from '../lib/variants.ts';
import { vidkitApp } from '../lib/vidkit-app.ts';
import { placeholderBundles } from './placeholder-bundles.ts';

process.env['CDK_VALIDATION'] = 'false';
const bundles = placeholderBundles();
const outdir = mkdtempSync(join(tmpdir(), 'vidkit-assembly-'));
after(() => {
  for (const folder of [bundles, outdir]) rmSync(folder, { recursive: true, force: true });
});

describe('selfTest', () => {
  it('sees every fault that is planted into real templates', async () => {
    const all = (await variants()).find(({ name }) => name === 'prod with everything');
    vidkitApp({ config: all?.config, bundles, imageTag: 'test', outdir }).synth();
    const caught = await selfTest(readAssembly(outdir), { rules: new ServiceRules() });
    assert.ok(mutations.length >= 30, String(mutations.length));
    assert.deepEqual(
      caught.filter(({ by }) => by === null),
      [],
    );
  });

  it('says when a fault is not seen', async () => {
    const unseen = {
      name: 'a comment',
      apply: (template: object) => Boolean(Object.assign(template, { Description: 'x' })),
    };
    const [result] = await selfTest(readAssembly(outdir).slice(0, 1), {
      rules: new ServiceRules(),
      chosen: [unseen],
    });
    assert.equal(result?.by, null);
  });
});
