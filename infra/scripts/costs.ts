import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format } from 'prettier';

import { parseEnvironmentConfig } from '../lib/config.ts';
import { betweenMarkers, costsTable, readPrices } from '../lib/costs.ts';
import { readPreset } from '../lib/presets.ts';

/** Prints what presets cost, and writes it into the guide. */
const guide = join(import.meta.dirname, '../../docs/guides/deploy-aws.md');

const configs = await Promise.all(
  ['dev', 'small', 'prod'].map(async (name) => parseEnvironmentConfig(await readPreset(name))),
);
const table = await format(costsTable(configs, readPrices()), { parser: 'markdown' });
console.log(table);
writeFileSync(guide, betweenMarkers(readFileSync(guide, 'utf8'), 'costs', table));
