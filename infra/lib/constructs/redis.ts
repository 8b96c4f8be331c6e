import { CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

import type { EnvironmentConfig } from '../config.ts';
import type { Network } from './network.ts';

export interface RedisProps {
  readonly network: Network;
  readonly settings: EnvironmentConfig['redis'];
  readonly key: IKey;
  readonly name: string;
  readonly snapshotDays: number;
}

/** Not the default, which every scanner tries first. */
const port = 6380;

/**
 * ElastiCache for Redis is what the processes of the API share and may lose: cache, rate limits, live updates between
 * them. With a copy it fails over by itself; without one everything goes on slower until it is back.
 */
export class Redis extends Construct {
  /** `rediss://…` without the password. */
  readonly url: string;
  readonly secret: Secret;
  readonly clustered: boolean;
  readonly groupId: string;

  constructor(scope: Construct, id: string, { network, settings, key, name, snapshotDays }: RedisProps) {
    super(scope, id);
    this.clustered = settings.shards > 1;
    this.secret = new Secret(this, 'Password', {
      secretName: `${name}/redis`,
      description: 'Password of Redis',
      encryptionKey: key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    const group = network.storeFor(this, 'Group', { port, what: 'Redis' });
    const subnets = new CfnSubnetGroup(this, 'Subnets', {
      description: 'Where Redis stands',
      subnetIds: network.vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
    });
    const several = settings.replicas > 0;
    const redis = new CfnReplicationGroup(this, 'Nodes', {
      replicationGroupDescription: `${name}: what the processes of the API share`,
      engine: 'redis',
      engineVersion: '7.1',
      cacheNodeType: settings.node,
      cacheParameterGroupName: this.clustered ? 'default.redis7.cluster.on' : 'default.redis7',
      numNodeGroups: settings.shards,
      replicasPerNodeGroup: settings.replicas,
      automaticFailoverEnabled: several,
      multiAzEnabled: several,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      kmsKeyId: key.keyArn,
      authToken: this.secret.secretValue.unsafeUnwrap(),
      port,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [group.securityGroupId],
      snapshotRetentionLimit: snapshotDays,
      autoMinorVersionUpgrade: true,
    });
    const host = this.clustered ? redis.attrConfigurationEndPointAddress : redis.attrPrimaryEndPointAddress;
    this.url = `rediss://${host}:${port}`;
    this.groupId = redis.ref;
  }
}
