import { type Topic, topics } from '@vidkit/contracts/events/topics';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { EnvironmentConfig } from './config.ts';

export interface PriceFile {
  readonly note: string;
  readonly region: string;
  readonly hoursPerMonth: number;
  readonly prices: Readonly<
    Record<
      string,
      { readonly usd: number; readonly per: string; readonly source: string; readonly date: string }
    >
  >;
}

/** The one file that has prices, each with its source and date. */
export const readPrices = (): PriceFile =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../prices.json'), 'utf8')) as PriceFile;

/** A price that is not in the file: a configuration uses what nobody has looked up. */
export class PriceMissingError extends Error {
  readonly code = 'price_missing';

  constructor(name: string) {
    super(`infra/prices.json has no price of ${name}.`);
    this.name = 'PriceMissingError';
  }
}

export interface CostLine {
  readonly what: string;
  /** US dollars. */
  readonly usd: number;
}

const lookUp =
  ({ prices }: PriceFile) =>
  (name: string): number => {
    const found = prices[name];
    if (!found) throw new PriceMissingError(name);
    return found.usd;
  };

/** What a month costs in which nobody comes: the least that is running. */
export const idleMonth = (config: EnvironmentConfig, file: PriceFile): CostLine[] => {
  const price = lookUp(file);
  const hours = file.hoursPerMonth;
  const { network, database, redis, api, worker, views, edge, recovery } = config;
  const fargate = (task: { cpu: number; memoryMiB: number }): number =>
    (task.cpu / 1024) * price('fargateVcpuHour') + (task.memoryMiB / 1024) * price('fargateGbHour');
  const compute =
    api.compute === 'ec2' && api.instance !== null
      ? Math.ceil(api.min / 2) * price(`ec2.${api.instance}`)
      : api.min * fargate(api);
  const topicCount = (Object.keys(topics) as Topic[]).length;
  const alarms = topicCount + 30;
  return [
    { what: 'NAT', usd: network.natGateways * price('natHour') * hours },
    { what: 'Balancer', usd: price('albHour') * hours },
    { what: 'API tasks', usd: compute * hours },
    // The least number of workers is not on Spot.
    { what: 'Workers', usd: worker.min * fargate(worker) * hours },
    { what: 'PostgreSQL', usd: databaseMonth(database, file) },
    {
      what: 'Redis',
      usd: redis.shards * (1 + redis.replicas) * price(redis.node) * hours,
    },
    {
      what: 'Kinesis',
      usd:
        (views.shards === 'on-demand' ? price('onDemandStreamHour') : views.shards * price('shardHour')) *
        hours,
    },
    // Woken once an hour for two minutes.
    {
      what: 'Redshift',
      usd: views.redshiftRpu === null ? 0 : (views.redshiftRpu * price('rpuHour') * hours) / 30,
    },
    { what: 'Firewall', usd: price('wafMonth') },
    { what: 'Shield Advanced', usd: edge.shieldAdvanced ? price('shieldMonth') : 0 },
    {
      what: 'Keys, secrets, alarms, dashboard, canary',
      usd:
        5 * price('keyMonth') +
        6 * price('secretMonth') +
        alarms * price('alarmMonth') +
        price('dashboardMonth') +
        (config.canaryMinutes === null ? 0 : (hours * 60 * price('canaryRun')) / config.canaryMinutes),
    },
    {
      what: 'Standby in the other region',
      usd:
        recovery.mode === 'warm'
          ? (network.natGateways * price('natHour') +
              price('albHour') +
              fargate(api) +
              price(redis.node) * redis.shards * 2 +
              (database.engine === 'aurora' ? database.minAcu * price('acuHour') : 0)) *
            hours
          : 0,
    },
  ].filter(({ usd }) => usd > 0);
};

const databaseMonth = (database: EnvironmentConfig['database'], file: PriceFile): number => {
  const price = lookUp(file);
  const hours = file.hoursPerMonth;
  if (database.engine === 'aurora') {
    const capacity = database.minAcu * (1 + database.readers) * price('acuHour') * hours;
    return capacity + (database.proxy ? 8 * price('proxyAcuHour') * hours : 0);
  }
  const zones = database.multiAz ? 2 : 1;
  const instance = zones * price(`rds.${database.instance}`) * hours;
  return instance + zones * database.storageGiB * price('rdsStorageGb');
};

/** What a unit of use costs beside that, whatever the preset. */
export const perUnit = (file: PriceFile): CostLine[] => {
  const price = lookUp(file);
  // Three rungs in Basic are 0.5 + 1 + 1 times their minutes (SD and HD), by the table of normalized minutes.
  const normalized = 2.5;
  // Assumed: one vCPU makes three rungs in the time that they last.
  const workerVcpuHours = 1000 / 60;
  const ladderGb = 58;
  const sourceGb = 75;
  const viewedGb = 18;
  return [
    {
      what: '1,000 minutes encoded by MediaConvert (three rungs)',
      usd: 1000 * normalized * price('mediaConvertMinute'),
    },
    {
      what: '1,000 minutes encoded by ffmpeg on Spot (at real time on one vCPU)',
      usd: workerVcpuHours * (price('fargateVcpuHour') + 2 * price('fargateGbHour')) * price('spotShare'),
    },
    {
      what: `1,000 minutes viewed (2.4 Mbit/s: ${viewedGb} GB, 20,000 requests)`,
      usd:
        viewedGb * price('cloudFrontGb') +
        2 * price('cloudFront10kRequests') +
        0.02 * price('cloudFrontFunctionMillion'),
    },
    { what: `1,000 minutes stored, ladder (${ladderGb} GB), a month`, usd: ladderGb * price('s3GbMonth') },
    { what: `1,000 minutes stored, original (${sourceGb} GB), a month`, usd: sourceGb * price('s3GbMonth') },
    { what: 'the same original in Glacier Instant Retrieval', usd: sourceGb * price('glacierIrGbMonth') },
    { what: 'the same original in Deep Archive', usd: sourceGb * price('deepArchiveGbMonth') },
    { what: '1 M requests through API Gateway', usd: price('httpApiMillion') },
  ];
};

const dollars = (usd: number): string => (usd >= 100 ? usd.toFixed(0) : usd.toFixed(2));

/** Markdown: a column a preset, a row a part; then the units. */
export const costsTable = (configs: readonly EnvironmentConfig[], file: PriceFile): string => {
  const months = configs.map((config) => idleMonth(config, file));
  const rows = [...new Set(months.flatMap((lines) => lines.map(({ what }) => what)))];
  const cell = (lines: readonly CostLine[], what: string): string =>
    dollars(lines.find((line) => line.what === what)?.usd ?? 0);
  const total = (lines: readonly CostLine[]): string => dollars(lines.reduce((sum, { usd }) => sum + usd, 0));
  const dates = [...new Set(Object.values(file.prices).map(({ date }) => date))].sort();
  return [
    `Made by \`node infra/scripts/costs.ts\` from [\`infra/prices.json\`](../../infra/prices.json) (${dates.join(', ')}, ${file.region}). **${file.note}**`,
    '',
    `| idle month, USD | ${configs.map(({ name }) => name).join(' | ')} |`,
    `| --- | ${configs.map(() => '---:').join(' | ')} |`,
    ...rows.map((what) => `| ${what} | ${months.map((lines) => cell(lines, what)).join(' | ')} |`),
    `| **together** | ${months.map((lines) => `**${total(lines)}**`).join(' | ')} |`,
    '',
    '| per unit, USD | |',
    '| --- | ---: |',
    ...perUnit(file).map(({ what, usd }) => `| ${what} | ${dollars(usd)} |`),
    '',
  ].join('\n');
};

/** The text with what stands between the markers replaced. Throws `RangeError` without them. */
export const betweenMarkers = (text: string, marker: string, content: string): string => {
  const [begin, end] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new RangeError(`${begin} and ${end} are not in the text.`);
  return `${text.slice(0, from + begin.length)}\n\n${content.trim()}\n\n${text.slice(to)}`;
};
