import { z } from 'zod';

/** The configuration of an environment was refused; `message` has a line for each value, by its path. */
export class EnvironmentConfigError extends Error {
  readonly code = 'environment_config_invalid';

  constructor(message: string) {
    super(message);
    this.name = 'EnvironmentConfigError';
  }
}

const whole = (min: number, max: number) => z.int().min(min).max(max);

const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: 'must be a region, such as eu-central-1' });

/** Pairs that Fargate takes, from 0.25 to 8 virtual processors; more than that is more tasks. */
const fargateMemory: Readonly<Record<number, { from: number; to: number; step: number }>> = {
  256: { from: 512, to: 2048, step: 512 },
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16_384, step: 1024 },
  4096: { from: 8192, to: 30_720, step: 1024 },
  8192: { from: 16_384, to: 61_440, step: 4096 },
};

const task = {
  /** Units of 1/1024 processor. */
  cpu: z.union(
    [256, 512, 1024, 2048, 4096, 8192].map((value) => z.literal(value)),
    { error: 'must be 256, 512, 1024, 2048, 4096 or 8192' },
  ),
  memoryMiB: whole(512, 61_440),
  min: whole(0, 100),
  max: whole(1, 500),
};

const secretName = z.string().regex(/^[\w/-]{1,200}$/, { error: 'must be the name of a secret' });

const postgres = z.strictObject({
  engine: z.literal('postgres'),
  /** Class without `db.`, such as t4g.micro. */
  instance: z.string().regex(/^(t4g|m7g|r7g|m8g|r8g)\.(micro|small|medium|large|\d*xlarge)$/, {
    error: 'must be a class without "db.", such as t4g.micro',
  }),
  multiAz: z.boolean(),
  storageGiB: whole(20, 16_384),
  maxStorageGiB: whole(20, 65_536),
  /** RDS Proxy in front: keeps connections through a fail-over, and costs as much as a small instance. */
  proxy: z.boolean(),
  backupDays: whole(1, 35),
});

const aurora = z.strictObject({
  engine: z.literal('aurora'),
  minAcu: z.number().min(0.5).max(256).multipleOf(0.5),
  maxAcu: z.number().min(1).max(256).multipleOf(0.5),
  readers: whole(0, 15),
  proxy: z.boolean(),
  backupDays: whole(1, 35),
});

const environment = z.strictObject({
  /** Prefix of all names. */
  name: z.string().regex(/^[a-z][a-z0-9]{1,15}$/, {
    error: 'must be 2 to 16 small letters and digits, and begin with a letter',
  }),
  /**
   * What is promised. `dev` may be lost and made again; `small` loses no data; `prod` goes on without a zone. The rules
   * below refuse a configuration that cannot keep its promise.
   */
  tier: z.enum(['dev', 'small', 'prod']),
  region,
  /** Null: the address that CloudFront gives. */
  domain: z
    .strictObject({
      name: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, { error: 'must be a host name' }),
      hostedZoneId: z
        .string()
        .regex(/^Z[A-Z0-9]{6,31}$/, { error: 'must be the id of a hosted zone of Route 53' }),
      zoneName: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, { error: 'must be a host name' }),
    })
    .nullable(),
  network: z.strictObject({
    zones: whole(2, 3),
    /** 0 gives tasks public addresses instead, which only `dev` may. */
    natGateways: whole(0, 3),
  }),
  database: z.discriminatedUnion('engine', [postgres, aurora]),
  redis: z.strictObject({
    node: z.string().regex(/^cache\.(t4g|m7g|r7g)\.(micro|small|medium|large|\d*xlarge)$/, {
      error: 'must be a class of node, such as cache.t4g.micro',
    }),
    /** Copies of each shard, in other zones. */
    replicas: whole(0, 5),
    shards: whole(1, 50),
  }),
  api: z.strictObject({
    ...task,
    compute: z.enum(['fargate', 'ec2']),
    /** API Gateway turns away who has no access token, where one is always needed. */
    tokenGate: z.boolean(),
    /** Class of the machines when `compute` is `ec2`. */
    instance: z
      .string()
      .regex(/^(t4g|m7g|c7g|r7g|m8g|c8g)\.(medium|large|\d*xlarge)$/, {
        error: 'must be an ARM class, such as m7g.large',
      })
      .nullable(),
  }),
  worker: z.strictObject({
    ...task,
    /** Disk for what is being encoded. */
    scratchGiB: whole(21, 200),
    /** Capacity that AWS may take back within two minutes, at about a third of the price. */
    spot: z.boolean(),
  }),
  /** Who makes the ladder: MediaConvert, or ffmpeg in the workers. */
  encoder: z.enum(['mediaconvert', 'ffmpeg']),
  views: z.strictObject({
    shards: z.union([whole(1, 200), z.literal('on-demand')], {
      error: 'must be a number of shards from 1 to 200, or on-demand',
    }),
    /** Capacity of Redshift Serverless; null: no warehouse, only the lake. */
    redshiftRpu: z
      .union(
        [4, 8, 16, 24, 32, 64, 128].map((value) => z.literal(value)),
        { error: 'must be 4, 8, 16, 24, 32, 64 or 128' },
      )
      .nullable(),
    /** ARN of who gets the dashboard in QuickSight, for which the account must be subscribed. */
    quicksightPrincipal: z
      .string()
      .regex(/^arn:aws[\w-]*:quicksight:[\w-]+:\d{12}:(user|group)\/.+$/, {
        error: 'must be the ARN of a user or group of QuickSight',
      })
      .nullable(),
  }),
  identity: z.strictObject({
    google: z.strictObject({ clientId: z.string().min(8), secretName }).nullable(),
    facebook: z.strictObject({ clientId: z.string().min(8), secretName }).nullable(),
    /** Codes by text message as a second factor; each costs. */
    sms: z.boolean(),
  }),
  mail: z.strictObject({ from: z.email({ error: 'must be an e-mail address' }) }),
  edge: z.strictObject({
    /** 3,000 USD a month for a year, whatever is served. */
    shieldAdvanced: z.boolean(),
    /** Requests of one address within a minute, media not counted. */
    requestsPerMinute: whole(100, 100_000),
    priceClass: z.enum(['100', '200', 'all']),
    /** Downloads by signed addresses of CloudFront instead of S3's. The deployment makes the pair of keys. */
    signedDownloads: z.boolean(),
  }),
  alarms: z.strictObject({
    email: z.email({ error: 'must be an e-mail address' }),
    monthlyBudgetUsd: whole(10, 10_000_000),
  }),
  /** Minutes between two runs of the synthetic viewer and uploader; null: none. */
  canaryMinutes: whole(5, 1440).nullable(),
  logDays: z.union(
    [7, 14, 30, 60, 90, 180, 365, 400].map((value) => z.literal(value)),
    { error: 'must be 7, 14, 30, 60, 90, 180, 365 or 400' },
  ),
  /** Pipeline from a repository to this environment, and after approval to another one of the same account. */
  delivery: z
    .strictObject({
      repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, { error: 'must be owner/name' }),
      branch: z.string().min(1),
      /** Name of another environment of `config/`; null: it ends here. */
      promotesTo: z
        .string()
        .regex(/^[a-z][a-z0-9]{1,15}$/, { error: 'must be the name of an environment' })
        .nullable(),
    })
    .nullable(),
  recovery: z.strictObject({
    /** `backup`: copies in another region. `warm`: also a database and a small API there that wait. */
    mode: z.enum(['none', 'backup', 'warm']),
    region: region.nullable(),
  }),
});

export type EnvironmentConfig = z.output<typeof environment>;

type Rule = readonly [path: string, broken: (config: EnvironmentConfig) => boolean, message: string];

const highlyAvailable = ({ database }: EnvironmentConfig): boolean =>
  database.engine === 'postgres' ? database.multiAz : database.readers > 0;

/** What no single value can say. */
const rules: readonly Rule[] = [
  [
    'network.natGateways',
    (c) => c.network.natGateways > c.network.zones,
    'must not be more than network.zones',
  ],
  ['network.natGateways', (c) => c.network.natGateways === 0 && c.tier !== 'dev', 'may be 0 in dev only'],
  ['api.max', (c) => c.api.max < c.api.min, 'must be at least api.min'],
  ['worker.max', (c) => c.worker.max < c.worker.min, 'must be at least worker.min'],
  ['api.min', (c) => c.api.min < 1, 'must be at least 1'],
  ['api.instance', (c) => (c.api.compute === 'ec2') !== (c.api.instance !== null), 'goes with compute ec2'],
  ['api.memoryMiB', (c) => !fits(c.api), 'is not one of those that Fargate takes with this cpu'],
  ['worker.memoryMiB', (c) => !fits(c.worker), 'is not one of those that Fargate takes with this cpu'],
  [
    'database.maxStorageGiB',
    ({ database: d }) => d.engine === 'postgres' && d.maxStorageGiB < d.storageGiB,
    'must be at least database.storageGiB',
  ],
  [
    'database.maxAcu',
    ({ database: d }) => d.engine === 'aurora' && d.maxAcu < d.minAcu,
    'must be at least database.minAcu',
  ],
  [
    'redis.shards',
    (c) => c.redis.shards > 1 && c.redis.replicas === 0,
    'above 1 needs a replica of each shard (redis.replicas)',
  ],
  [
    'domain.name',
    (c) => c.domain !== null && !`.${c.domain.name}`.endsWith(`.${c.domain.zoneName}`),
    'must lie in domain.zoneName',
  ],
  ['domain', (c) => c.tier === 'prod' && c.domain === null, 'must be set in prod: an address is for ever'],
  [
    'views.quicksightPrincipal',
    (c) => c.views.quicksightPrincipal !== null && c.views.redshiftRpu === null,
    'needs a warehouse (views.redshiftRpu)',
  ],
  // Redshift Serverless wants subnets in three zones.
  [
    'views.redshiftRpu',
    (c) => c.views.redshiftRpu !== null && c.network.zones < 3,
    'needs three zones (network.zones)',
  ],
  [
    'recovery.region',
    (c) => (c.recovery.mode === 'none') !== (c.recovery.region === null),
    'goes with recovery.mode backup or warm',
  ],
  ['recovery.region', (c) => c.recovery.region === c.region, 'must be another one than region'],
  [
    'recovery.mode',
    (c) => c.recovery.mode === 'warm' && c.database.engine !== 'aurora',
    'warm needs database.engine aurora',
  ],
  ['recovery.mode', (c) => c.recovery.mode !== 'none' && c.tier === 'dev', 'must be none in dev'],
  [
    'database.multiAz',
    (c) => c.tier !== 'dev' && !highlyAvailable(c),
    'must survive a zone (readers in Aurora)',
  ],
  ['database.backupDays', (c) => c.tier !== 'dev' && c.database.backupDays < 7, 'must be at least 7'],
  [
    'database.backupDays',
    (c) => c.tier === 'prod' && c.database.backupDays < 14,
    'must be at least 14 in prod',
  ],
  ['redis.replicas', (c) => c.tier !== 'dev' && c.redis.replicas < 1, 'must be at least 1'],
  ['api.min', (c) => c.tier !== 'dev' && c.api.min < 2, 'must be at least 2'],
  ['network.zones', (c) => c.tier === 'prod' && c.network.zones < 3, 'must be 3 in prod'],
  [
    'network.natGateways',
    (c) => c.tier === 'prod' && c.network.natGateways < c.network.zones,
    'must be one a zone in prod',
  ],
  ['edge.shieldAdvanced', (c) => c.tier === 'dev' && c.edge.shieldAdvanced, 'must be false in dev'],
  ['logDays', (c) => c.tier === 'prod' && c.logDays < 90, 'must be at least 90 in prod'],
  ['delivery.promotesTo', (c) => c.delivery?.promotesTo === c.name, 'must be another environment'],
];

const fits = ({ cpu, memoryMiB }: { cpu: number; memoryMiB: number }): boolean => {
  const { from, to, step } = fargateMemory[cpu] ?? { from: 0, to: 0, step: 1 };
  return memoryMiB >= from && memoryMiB <= to && memoryMiB % step === 0;
};

/** Throws `EnvironmentConfigError` with a line for each value that is wrong, unknown or missing. */
export const parseEnvironmentConfig = (given: unknown): EnvironmentConfig => {
  const result = environment.safeParse(given);
  if (!result.success) {
    throw new EnvironmentConfigError(
      result.error.issues
        .map((issue) => `${issue.path.join('.') || 'configuration'}: ${issue.message}`)
        .join('\n'),
    );
  }
  const broken = rules.filter(([, isBroken]) => isBroken(result.data));
  if (broken.length > 0) {
    throw new EnvironmentConfigError(broken.map(([path, , message]) => `${path} ${message}`).join('\n'));
  }
  return result.data;
};
