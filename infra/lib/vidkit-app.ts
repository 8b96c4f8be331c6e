import { App, type AppProps } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseEnvironmentConfig } from './config.ts';
import { type Surroundings, taskEnvironment } from './environment.ts';
import { AnalyticsStack } from './stacks/analytics-stack.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { AuditStack } from './stacks/audit-stack.ts';
import { ClusterStack } from './stacks/cluster-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { DeliveryStack } from './stacks/delivery-stack.ts';
import { EdgeGlobalStack } from './stacks/edge-global-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { EntranceStack } from './stacks/entrance-stack.ts';
import { IdentityStack } from './stacks/identity-stack.ts';
import { MediaStack } from './stacks/media-stack.ts';
import { MessagesStack } from './stacks/messages-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { ObserveGlobalStack } from './stacks/observe-global-stack.ts';
import { ObserveStack } from './stacks/observe-stack.ts';
import type { ProductStackProps } from './stacks/product-stack.ts';
import { RecoveryStack } from './stacks/recovery-stack.ts';
import { RegistryStack } from './stacks/registry-stack.ts';
import { ReplicaStack } from './stacks/replica-stack.ts';
import { StandbyStack } from './stacks/standby-stack.ts';
import { StorageStack } from './stacks/storage-stack.ts';
import { TokenGateStack } from './stacks/token-gate-stack.ts';
import { WorkerStack } from './stacks/worker-stack.ts';
import type { TaskResources } from './task-rights.ts';

export interface VidkitAppProps {
  /** As `parseEnvironmentConfig` takes it. */
  readonly config: unknown;
  /** Folder of the bundled functions. */
  readonly bundles: string;
  /** Of the image in the registry that tasks run. */
  readonly imageTag: string;
  /** Of the key that downloads are signed with; 1 at first. */
  readonly downloadKeyVersion?: number;
  readonly outdir?: string;
  /** Added to the flags of `cdk.json`, which an app that the command line does not start would not see. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Flags of `cdk.json`. */
export const cdkContext = (): Record<string, unknown> =>
  (
    JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8')) as {
      context: Record<string, unknown>;
    }
  ).context;

/**
 * All stacks of one environment, in the order in which they are made. Many and small: a fault in one leaves the others
 * alone, and those with data are touched by none that has code.
 *
 * Throws `EnvironmentConfigError` and `BundleMissingError`.
 */
export const vidkitApp = (props: VidkitAppProps): App => {
  const { config: given, bundles, imageTag, downloadKeyVersion = 1, outdir, context } = props;
  const config = parseEnvironmentConfig(given);
  const settings: AppProps = {
    analyticsReporting: false,
    context: { ...cdkContext(), ...context },
    ...(outdir === undefined ? {} : { outdir }),
  };
  const app = new App(settings);
  const common: ProductStackProps = { config };
  const elsewhere = config.recovery.region;

  const replica = elsewhere === null ? null : new ReplicaStack(app, { ...common, region: elsewhere });
  const registry = new RegistryStack(app, common);
  const { network } = new NetworkStack(app, common);
  const storage = new StorageStack(app, { ...common, replicas: replica?.names ?? null });
  // Objects are copied to buckets that must be there; their names are no references.
  if (replica) storage.addStackDependency(replica);
  const { stores } = storage;
  const data = new DataStack(app, { ...common, network });
  const messages = new MessagesStack(app, common);
  const media = new MediaStack(app, { ...common, stores, queues: messages.queues, data, bundles });
  const analytics = new AnalyticsStack(app, { ...common, network, stores, data, bundles });
  const global = new EdgeGlobalStack(app, common);
  const entrance = new EntranceStack(app, { ...common, network, logs: stores.logs });
  const mediaReplica = replica?.mediaOrigin ?? null;
  const edge = new EdgeStack(app, {
    ...common,
    global,
    entrance,
    stores,
    mediaReplica,
    data,
    bundles,
    downloadKeyVersion,
  });
  const { people } = new IdentityStack(app, { ...common, publicUrl: edge.publicUrl });

  const around: Surroundings = {
    region: config.region,
    sourcesBucket: stores.sources.bucketName,
    mediaBucket: stores.media.bucketName,
    queuePrefix: messages.queues.urlPrefix,
    table: data.table.tableName,
    stream: analytics.views.stream.streamName,
    userPoolId: people.pool.userPoolId,
    userPoolClientId: people.client.userPoolClientId,
    social: people.social,
    mailFrom: config.mail.from,
    secretsId: data.secrets.secretArn,
    databaseSecretId: data.database.secret.secretArn,
    databaseHost: data.database.host,
    redisUrl: data.redis.url,
    redisSecretId: data.redis.secret.secretArn,
    redisClustered: data.redis.clustered,
    encoder: media.encoder ? { role: media.encoder.role.roleArn, queue: media.encoder.queueArn } : null,
    downloads: edge.downloads,
    publicUrl: edge.publicUrl,
  };
  const resources: TaskResources = {
    sources: stores.sources,
    media: stores.media,
    queues: messages.queues,
    tableArn: data.table.tableArn,
    stream: analytics.views.stream,
    pool: people.pool,
    encoder: media.encoder,
    mailFrom: config.mail.from,
    secrets: [
      data.secrets,
      data.database.secret,
      data.redis.secret,
      ...(edge.downloadSecret ? [edge.downloadSecret] : []),
    ],
  };
  const environment = taskEnvironment(around);
  const { repository } = registry;
  const running = { ...common, network, repository, imageTag, environment, resources };
  const { cluster } = new ClusterStack(app, running);
  const api = new ApiStack(app, { ...running, cluster, entrance: entrance.entrance });
  const worker = new WorkerStack(app, { ...running, cluster });
  if (config.api.tokenGate) {
    const gate = new TokenGateStack(app, { ...common, entrance, publicUrl: edge.publicUrl });
    // Neither refers to the other, but Gateway asks the API for its keys.
    gate.addStackDependency(api, 'API Gateway asks the API for its keys');
  }

  new AuditStack(app, { ...common, stores });
  new ObserveGlobalStack(app, { ...common, edge, firewall: global.firewall });
  new ObserveStack(app, {
    ...common,
    parts: { storage, data, messages, media, analytics, entrance, edge, api, worker },
  });
  if (config.delivery) new DeliveryStack(app, { ...common, registry, logs: stores.logs });
  if (replica && elsewhere !== null) {
    const recovery = new RecoveryStack(app, { ...common, elsewhere });
    recovery.addStackDependency(replica);
    if (config.recovery.mode === 'warm' && data.globalId !== null) {
      const standby = new NetworkStack(app, { ...common, region: elsewhere }, 'standby-network');
      const waits = new StandbyStack(app, {
        ...common,
        region: elsewhere,
        network: standby.network,
        replica,
        globalId: data.globalId,
        repository,
        imageTag,
        around,
        resources,
      });
      // By its name alone, which is no reference.
      waits.addStackDependency(data, 'Its database is a member of the first one’s');
    }
  }
  return app;
};
