import type { EnvironmentConfig } from '../config.ts';

/** In their order. */
export const stepNames = [
  'configuration',
  'lambdas',
  'gate',
  'credentials',
  'bootstrap',
  'registry',
  'image',
  'download-key',
  'foundation',
  'keys',
  'snapshot',
  'migrate',
  'stacks',
  'release',
  'appspec',
  'site',
  'warehouse',
  'smoke',
] as const;

export type StepName = (typeof stepNames)[number];

export const isStepName = (text: string): text is StepName => (stepNames as readonly string[]).includes(text);

export interface Step {
  readonly name: StepName;
  readonly what: string;
  /** Runs in a dry run, too. */
  readonly offline: boolean;
  /** No part of a whole deployment. */
  readonly onlyWhenNamed?: true;
}

/** What a deployment of this environment goes through. */
export const stepsFor = (config: EnvironmentConfig): Step[] => {
  const all: (Step | null)[] = [
    {
      name: 'configuration',
      what: `reads infra/config/${config.name}.ts and refuses what cannot hold`,
      offline: true,
    },
    { name: 'lambdas', what: 'bundles the functions', offline: true },
    { name: 'gate', what: 'npm run verify:infra', offline: true },
    { name: 'credentials', what: 'asks AWS who we are', offline: false },
    {
      name: 'bootstrap',
      what: `prepares ${regionsOf(config).join(', ')} for CDK, where nobody did`,
      offline: false,
    },
    { name: 'registry', what: 'makes the place for images', offline: false },
    {
      name: 'image',
      what: 'builds the image for ARM and pushes it, unless the tag is there',
      offline: false,
    },
    config.edge.signedDownloads
      ? {
          name: 'download-key',
          what: 'makes the pair of keys of signed downloads, unless there is one',
          offline: false,
        }
      : null,
    {
      name: 'foundation',
      what: 'network, files, data, queues, functions, distribution, people, cluster',
      offline: false,
    },
    {
      name: 'keys',
      what: 'writes the keys of the installation, unless there are some, and brings them to the edge',
      offline: false,
    },
    config.tier === 'dev'
      ? null
      : { name: 'snapshot', what: 'takes a snapshot of the database', offline: false },
    { name: 'migrate', what: 'migrates the database in a task of the new image', offline: false },
    { name: 'stacks', what: 'everything else', offline: false },
    {
      name: 'release',
      what: 'gives the new image to a tenth, then to all (CodeDeploy); the first time it is there already',
      offline: false,
    },
    {
      name: 'appspec',
      what: 'writes what CodePipeline releases the image by',
      offline: false,
      onlyWhenNamed: true,
    },
    { name: 'site', what: 'uploads studio and elements', offline: false },
    config.views.redshiftRpu === null
      ? null
      : {
          name: 'warehouse',
          what: 'makes schema and views of the warehouse, where they are not there',
          offline: false,
        },
    { name: 'smoke', what: 'asks the product whether it is there', offline: false },
  ];
  return all.filter((step) => step !== null);
};

/** Where something is made. */
export const regionsOf = ({ region, recovery }: EnvironmentConfig): string[] => [
  ...new Set([region, 'us-east-1', ...(recovery.region === null ? [] : [recovery.region])]),
];

/** Addresses and names that come with the repository and belong to nobody. */
export const exampleValues = (config: EnvironmentConfig): string[] => [
  ...(config.alarms.email.endsWith('@example.com') ? ['alarms.email'] : []),
  ...(config.mail.from.endsWith('@example.com') ? ['mail.from'] : []),
  ...(config.domain?.zoneName === 'example.com' ? ['domain'] : []),
  ...(config.delivery?.repository.startsWith('example/') ? ['delivery.repository'] : []),
];
