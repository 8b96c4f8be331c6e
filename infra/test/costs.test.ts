import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { parseEnvironmentConfig } from '../lib/config.ts';
import {
  betweenMarkers,
  costsTable,
  idleMonth,
  perUnit,
  PriceMissingError,
  readPrices,
} from '../lib/costs.ts';
import { readPreset } from '../lib/presets.ts';

const prices = readPrices();
const config = async (name: string) => parseEnvironmentConfig(await readPreset(name));
const total = (lines: readonly { usd: number }[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

describe('readPrices', () => {
  it('has a source and a date for each figure, and says that none was checked', () => {
    assert.match(prices.note, /^Unverified/);
    for (const [name, { usd, per, source, date }] of Object.entries(prices.prices)) {
      assert.ok(usd > 0 && per !== '', name);
      assert.match(source, /^https:\/\/aws\.amazon\.com\//, name);
      assert.match(date, /^20\d\d-\d\d-\d\d$/, name);
    }
  });
});

describe('idleMonth', () => {
  it('rises from preset to preset, and stays within the budget that the preset warns at', async () => {
    const sums = [];
    for (const name of ['dev', 'small', 'prod']) {
      const preset = await config(name);
      const sum = total(idleMonth(preset, prices));
      assert.ok(sum < preset.alarms.monthlyBudgetUsd, `${name}: ${sum}`);
      sums.push(sum);
    }
    assert.deepEqual(
      sums,
      [...sums].sort((a, b) => a - b),
    );
  });

  it('counts what is chosen', async () => {
    const prod = await config('prod');
    const shielded = { ...prod, edge: { ...prod.edge, shieldAdvanced: true } };
    assert.equal(Math.round(total(idleMonth(shielded, prices)) - total(idleMonth(prod, prices))), 3000);
    const warm = { ...prod, recovery: { mode: 'warm' as const, region: 'eu-west-1' } };
    assert.ok(total(idleMonth(warm, prices)) > total(idleMonth(prod, prices)) + 100);
  });

  it('names a price that nobody looked up', async () => {
    const dev = await config('dev');
    assert.throws(
      () => idleMonth({ ...dev, redis: { ...dev.redis, node: 'cache.m7g.large' } }, prices),
      (error: unknown) => error instanceof PriceMissingError && /cache\.m7g\.large/.test(error.message),
    );
  });
});

describe('costsTable', () => {
  it('is what the guide says', async () => {
    const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/deploy-aws.md'), 'utf8');
    const table = costsTable([await config('dev'), await config('small'), await config('prod')], prices);
    const figures = table.match(/\d[\d.]*(?= \|)/g) ?? [];
    assert.ok(figures.length > 30);
    for (const { what } of perUnit(prices))
      assert.ok(guide.includes(what), `${what}: node infra/scripts/costs.ts`);
    const said = guide.slice(guide.indexOf('<!-- costs -->'), guide.indexOf('<!-- /costs -->'));
    for (const figure of figures) assert.ok(said.includes(figure), `${figure}: node infra/scripts/costs.ts`);
  });
});

describe('betweenMarkers', () => {
  it('replaces what stands between, and nothing else', () => {
    assert.equal(
      betweenMarkers('a <!-- x -->old<!-- /x --> b', 'x', 'new'),
      'a <!-- x -->\n\nnew\n\n<!-- /x --> b',
    );
    assert.throws(() => betweenMarkers('a', 'x', 'new'), RangeError);
    assert.throws(() => betweenMarkers('<!-- /x --> <!-- x -->', 'x', 'new'), RangeError);
  });
});
