import { CfnOutput, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnGlobalCluster } from 'aws-cdk-lib/aws-rds';
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

import { acknowledge } from '../constructs/acknowledge.ts';
import { CountersTable } from '../constructs/counters-table.ts';
import { Database } from '../constructs/database.ts';
import type { Network } from '../constructs/network.ts';
import { Redis } from '../constructs/redis.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

export interface DataStackProps extends ProductStackProps {
  readonly network: Network;
}

/** Of Aurora, in all regions of a global database. */
export const auroraVersion = '17.5';

/** What must not be lost, and the keys to it. */
export class DataStack extends ProductStack {
  readonly key: Key;
  readonly database: Database;
  readonly redis: Redis;
  readonly table: CountersTable;
  /** Keys of the installation: written by the deployment at first, then replaced every 90 days. */
  readonly secrets: Secret;
  readonly globalId: string | null;

  constructor(scope: Construct, { network, ...props }: DataStackProps) {
    super(scope, 'data', props, 'Databases, cache, counters, secrets');
    const { config } = props;
    const { mode, region: otherRegion } = config.recovery;
    const warmIn = mode === 'warm' ? otherRegion : null;
    this.key = new Key(this, 'Key', {
      description: `${this.prefix}data`,
      enableKeyRotation: true,
      removalPolicy: this.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const name = `vidkit/${config.name}`;
    this.globalId = warmIn ? `${this.prefix}global` : null;
    const global = this.globalId
      ? new CfnGlobalCluster(this, 'Global', {
          globalClusterIdentifier: this.globalId,
          engine: 'aurora-postgresql',
          engineVersion: auroraVersion,
          storageEncrypted: true,
          deletionProtection: true,
        })
      : null;
    this.database = new Database(this, 'Database', {
      network,
      settings: config.database,
      key: this.key,
      protect: this.protect,
      logDays: this.logDays,
      name: `vidkit-${config.name}`,
      secretName: `${name}/database`,
      secretCopies: warmIn ? [warmIn] : [],
      ...(global ? { globalId: global.ref } : {}),
    });
    if (!this.protect) {
      const cheap = 'Dev may be lost and made again.';
      acknowledge(this.database, { RDS3: cheap, RDS10: cheap });
    }
    this.redis = new Redis(this, 'Redis', {
      network,
      settings: config.redis,
      key: this.key,
      name,
      snapshotDays: this.protect ? 3 : 0,
    });
    this.table = new CountersTable(this, 'Counters', {
      tableName: `${this.prefix}counters`,
      protect: this.protect,
      replicas: otherRegion ? [otherRegion] : [],
    });
    this.secrets = new Secret(this, 'Secrets', {
      secretName: `${name}/installation`,
      description: 'Keys of this installation, as JSON; written by the deployment',
      encryptionKey: this.key,
      removalPolicy: this.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(warmIn ? { replicaRegions: [{ region: warmIn }] } : {}),
    });
    // No value yet: keys are made by code, and stand in no template.
    (this.secrets.node.defaultChild as CfnSecret).generateSecretString = undefined;
    acknowledge(this.secrets, {
      SMG4: 'It is replaced by the deployment’s command, which keeps the previous keys beside the new ones.',
    });
    if (!this.protect) acknowledge(this.redis, { AEC4: 'Dev may be lost and made again.' });
    acknowledge(this.redis, {
      SMG4: 'A new password of Redis needs a change of its group beside it; the guide has both steps.',
    });
    Tags.of(this.database).add('backup', `vidkit-${config.name}`);
    Tags.of(this.table).add('backup', `vidkit-${config.name}`);
    new CfnOutput(this, 'SecretsId', { value: this.secrets.secretArn });
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
  }
}
