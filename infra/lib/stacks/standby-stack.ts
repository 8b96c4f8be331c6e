import { CfnOutput } from 'aws-cdk-lib';
import { VpcOrigin, VpcOriginEndpoint } from 'aws-cdk-lib/aws-cloudfront';
import { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

import { acknowledge } from '../constructs/acknowledge.ts';
import { ProductCluster } from '../constructs/cluster.ts';
import { DatabaseElsewhere } from '../constructs/database-elsewhere.ts';
import { Entrance } from '../constructs/entrance.ts';
import type { Network } from '../constructs/network.ts';
import { ProductTask } from '../constructs/product-task.ts';
import { Redis } from '../constructs/redis.ts';
import { TopicQueues } from '../constructs/topic-queues.ts';
import { ViewStream } from '../constructs/view-stream.ts';
import { type Surroundings, taskEnvironment } from '../environment.ts';
import { letServe, type TaskResources, whyStars } from '../task-rights.ts';
import { auroraVersion } from './data-stack.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';
import type { ReplicaStack } from './replica-stack.ts';

export interface StandbyStackProps extends ProductStackProps {
  readonly region: string;
  readonly network: Network;
  readonly replica: ReplicaStack;
  readonly globalId: string;
  readonly repository: IRepository;
  readonly imageTag: string;
  /** Those of the first region, of which this one replaces what it has itself. */
  readonly around: Surroundings;
  readonly resources: TaskResources;
}

/**
 * One API that waits in another region, beside a copy of the database that somebody has to promote first. That is a
 * person's decision (`warm` in the guide), so nothing here fails over by itself: the distribution is pointed to the VPC
 * origin that stands ready. Accounts of Cognito are not copied by AWS; who is signed in stays so.
 */
export class StandbyStack extends ProductStack {
  constructor(scope: Construct, props: StandbyStackProps) {
    super(scope, 'standby', props, 'One API that waits in another region');
    const { config, network, replica, around } = props;
    if (config.database.engine !== 'aurora') throw new Error('Only Aurora has members in other regions.');
    const name = `vidkit/${config.name}/standby`;
    const database = new DatabaseElsewhere(this, 'Database', {
      network,
      globalId: props.globalId,
      engineVersion: auroraVersion,
      minAcu: config.database.minAcu,
      maxAcu: config.database.maxAcu,
    });
    const redis = new Redis(this, 'Redis', {
      network,
      settings: { ...config.redis, replicas: Math.min(1, config.redis.replicas) },
      key: new Key(this, 'Key', { description: name, enableKeyRotation: true }),
      name,
      snapshotDays: 1,
    });
    acknowledge(redis, { SMG4: 'As in the first region.' });
    const copied = (id: string, secretName: string) => Secret.fromSecretNameV2(this, id, secretName);
    const secrets = copied('Secrets', `vidkit/${config.name}/installation`);
    const databaseSecret = copied('DatabaseSecret', `vidkit/${config.name}/database`);
    const queues = new TopicQueues(this, 'Queues', { prefix: this.prefix });
    const views = new ViewStream(this, 'Views', { name: `${this.prefix}views`, shards: config.views.shards });
    const entrance = new Entrance(this, 'Entrance', {
      network,
      logs: replica.logs,
      certificate: null,
      protect: true,
      name,
    });
    acknowledge(entrance, { SMG4: 'As in the first region.' });
    const cluster = new ProductCluster(this, 'Cluster', {
      name: `vidkit-${config.name}-standby`,
      network,
      machines: null,
    });
    const task = new ProductTask(this, 'Task', {
      family: `vidkit-${config.name}-standby`,
      repository: props.repository,
      imageTag: props.imageTag,
      command: ['node', 'api/src/main.ts'],
      environment: taskEnvironment({
        ...around,
        region: this.region,
        sourcesBucket: replica.sources.bucketName,
        mediaBucket: replica.media.bucketName,
        queuePrefix: queues.urlPrefix,
        stream: views.stream.streamName,
        table: `${this.prefix}counters`,
        secretsId: secrets.secretName,
        databaseSecretId: databaseSecret.secretName,
        databaseHost: database.host,
        redisUrl: redis.url,
        redisSecretId: redis.secret.secretArn,
        redisClustered: redis.clustered,
        encoder: null,
        downloads: null,
      }),
      cpu: config.api.cpu,
      memoryMiB: config.api.memoryMiB,
      logDays: this.logDays,
      scratchGiB: null,
      serves: true,
      compatibility: 'fargate',
    });
    letServe(task.role, {
      ...props.resources,
      sources: replica.sources,
      media: replica.media,
      queues,
      stream: views.stream,
      tableArn: this.formatArn({
        service: 'dynamodb',
        resource: 'table',
        resourceName: `${this.prefix}counters`,
      }),
      encoder: null,
      secrets: [secrets, databaseSecret, redis.secret],
    });
    acknowledge(task.role, whyStars);
    const service = new FargateService(this, 'Service', {
      serviceName: `vidkit-${config.name}-standby`,
      cluster: cluster.cluster,
      taskDefinition: task.definition,
      desiredCount: 1,
      circuitBreaker: { rollback: true },
      minHealthyPercent: 100,
      vpcSubnets: { subnetType: network.taskSubnets },
      securityGroups: [network.tasks],
    });
    service.attachToApplicationTargetGroup(entrance.blue);
    const origin = new VpcOrigin(this, 'Origin', {
      endpoint: VpcOriginEndpoint.applicationLoadBalancer(entrance.balancer),
      vpcOriginName: `${this.prefix}standby`,
      httpPort: 80,
    });
    new CfnOutput(this, 'StandbyOrigin', { value: origin.vpcOriginId });
    new CfnOutput(this, 'StandbyHost', { value: entrance.balancer.loadBalancerDnsName });
  }
}
