import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { EnvironmentConfigError, parseEnvironmentConfig } from '../lib/config.ts';
import { isPreset, presetNames, readPreset } from '../lib/presets.ts';

type Json = Record<string, unknown>;

/** A copy with one value changed; `undefined` takes it away. */
const withValue = (config: unknown, path: string, value: unknown): unknown => {
  const copy = structuredClone(config) as Json;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = copy;
  for (const key of keys) at = at[key] as Json;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return copy;
};

const refused = (config: unknown, path: string): string => {
  try {
    parseEnvironmentConfig(config);
  } catch (error) {
    assert.ok(error instanceof EnvironmentConfigError);
    assert.equal(error.code, 'environment_config_invalid');
    assert.ok(
      error.message.split('\n').some((line) => line.startsWith(path)),
      `${path} is not named: ${error.message}`,
    );
    return error.message;
  }
  return assert.fail(`${path} was taken`);
};

const everywhere: readonly [path: string, value: unknown][] = [
  ['name', 'Prod Environment'],
  ['name', undefined],
  ['tier', 'huge'],
  ['region', 'Frankfurt'],
  ['region', 7],
  ['domain', { name: 'video.example.com', hostedZoneId: 'nonsense', zoneName: 'example.com' }],
  ['domain', { name: 'video.example.org', hostedZoneId: 'Z0000000EXAMPLE', zoneName: 'example.com' }],
  ['network.zones', 1],
  ['network.zones', '2'],
  ['network.natGateways', 4],
  ['network.natGateways', -1],
  ['database.engine', 'mysql'],
  ['database.backupDays', 0],
  ['database.backupDays', 36],
  ['database.proxy', 'yes'],
  ['redis.node', 't4g.micro'],
  ['redis.replicas', 6],
  ['redis.shards', 0],
  ['api.cpu', 300],
  ['api.memoryMiB', 700],
  ['api.min', 0],
  ['api.max', 0],
  ['api.instance', 'm7g.large'],
  ['api.compute', 'lambda'],
  ['worker.memoryMiB', 512],
  ['worker.scratchGiB', 500],
  ['worker.spot', null],
  ['encoder', 'elastic-transcoder'],
  ['views.shards', 'many'],
  ['views.redshiftRpu', 5],
  ['views.quicksightPrincipal', 'me'],
  ['identity.google', { clientId: 'x', secretName: 's' }],
  ['identity.google', { clientId: 'client.example', secretName: 'a secret!' }],
  ['mail.from', 'not an address'],
  ['edge.requestsPerMinute', 1],
  ['edge.priceClass', '300'],
  ['alarms.email', 'nobody'],
  ['alarms.monthlyBudgetUsd', 0],
  ['canaryMinutes', 1],
  ['logDays', 1000],
  ['delivery', { repository: 'no-owner', branch: 'main', promotesTo: null }],
  ['recovery.mode', 'hot'],
  ['recovery', { mode: 'backup', region: null }],
];

describe('parseEnvironmentConfig', async () => {
  for (const name of presetNames()) {
    const preset = await readPreset(name);

    it(`takes ${name}`, () => {
      assert.equal(parseEnvironmentConfig(preset).name, name);
    });

    it(`refuses what is wrong in ${name}, by its name`, () => {
      for (const [path, value] of everywhere) refused(withValue(preset, path, value), path);
    });

    it(`refuses keys of ${name} that it does not know`, () => {
      assert.match(refused({ ...(preset as Json), nodes: 3 }, 'configuration'), /nodes/);
      assert.match(refused(withValue(preset, 'api.gpu', true), 'api'), /gpu/);
    });
  }

  it('refuses what cannot keep the promise of prod', async () => {
    const prod = await readPreset('prod');
    for (const [path, value] of [
      ['database.readers', 0],
      ['database.backupDays', 7],
      ['redis.replicas', 0],
      ['api.min', 1],
      ['network.zones', 2],
      ['network.natGateways', 1],
      ['domain', null],
      ['logDays', 30],
    ] as const) {
      refused(withValue(prod, path, value), path === 'database.readers' ? 'database.multiAz' : path);
    }
  });

  it('refuses what a trial should not cost', async () => {
    const dev = await readPreset('dev');
    refused(withValue(dev, 'edge.shieldAdvanced', true), 'edge.shieldAdvanced');
    refused(withValue(dev, 'recovery', { mode: 'backup', region: 'eu-west-1' }), 'recovery.mode');
  });

  it('refuses a standby without a database that has members elsewhere', async () => {
    const small = await readPreset('small');
    refused(withValue(small, 'recovery', { mode: 'warm', region: 'eu-west-1' }), 'recovery.mode');
    refused(withValue(small, 'recovery', { mode: 'backup', region: 'eu-central-1' }), 'recovery.region');
  });

  it('refuses a warehouse where Redshift would find too few zones', async () => {
    refused(withValue(await readPreset('small'), 'views.redshiftRpu', 4), 'views.redshiftRpu');
  });

  it('refuses what is no configuration', () => {
    for (const nothing of [null, undefined, [], 'dev', 7]) refused(nothing, 'configuration');
  });
});

describe('isPreset', () => {
  it('knows the files, and takes no path', () => {
    assert.ok(isPreset('dev'));
    for (const name of ['staging', '../lib/config', 'dev.ts', '', 'DEV']) assert.ok(!isPreset(name), name);
  });
});
