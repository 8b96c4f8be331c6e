import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { DeployError } from '../lib/deploy/deploy-error.ts';
import { parseDeployOptions } from '../lib/deploy/deploy-options.ts';

describe('parseDeployOptions', () => {
  it('takes an environment, and nothing else needs saying', () => {
    assert.deepEqual(parseDeployOptions(['dev']), {
      name: 'dev',
      dryRun: false,
      steps: null,
      image: null,
      yes: false,
      task: null,
    });
  });

  it('takes steps, tags and tasks', () => {
    const { steps, image } = parseDeployOptions(['prod', '--steps', 'snapshot,migrate', '--image', '1a2b3c']);
    assert.deepEqual([steps, image], [['snapshot', 'migrate'], '1a2b3c']);
    assert.deepEqual(parseDeployOptions(['dev', '--vid', `user create --name "Ada L."`]).task, {
      kind: 'vid',
      words: ['user', 'create', '--name', 'Ada L.'],
    });
    const { task } = parseDeployOptions(['dev', '--scale', 'api=0', '--scale', 'worker=2']);
    assert.ok(task?.kind === 'scale');
    assert.deepEqual(
      [...task.counts],
      [
        ['api', 0],
        ['worker', 2],
      ],
    );
  });

  it('refuses what it does not know, and says what it knows', () => {
    for (const args of [
      [],
      ['nowhere'],
      ['../etc'],
      ['dev', 'prod'],
      ['dev', '--force'],
      ['dev', '--steps', 'migrate,everything'],
      ['dev', '--image', 'a b; rm -rf /'],
      ['dev', '--scale', 'database=2'],
      ['dev', '--scale', 'api=-1'],
      ['dev', '--vid', '  '],
      ['dev', '--destroy', '--rotate-keys'],
    ]) {
      assert.throws(
        () => parseDeployOptions(args),
        (error: unknown) => error instanceof DeployError && error.code === 'deploy_usage',
        args.join(' '),
      );
    }
  });
});
