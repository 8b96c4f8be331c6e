import { RemovalPolicy } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnDBCluster, CfnDBInstance, SubnetGroup } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';

import type { Network } from './network.ts';

export interface DatabaseElsewhereProps {
  readonly network: Network;
  /** Of the global database. */
  readonly globalId: string;
  readonly engineVersion: string;
  readonly minAcu: number;
  readonly maxAcu: number;
}

/** The other member of Aurora's global database: about a second behind, read-only until somebody promotes it. */
export class DatabaseElsewhere extends Construct {
  readonly host: string;

  constructor(scope: Construct, id: string, props: DatabaseElsewhereProps) {
    super(scope, id);
    const { network } = props;
    const subnets = new SubnetGroup(this, 'Subnets', {
      description: 'Where PostgreSQL stands',
      vpc: network.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    });
    const key = new Key(this, 'Key', {
      description: 'The copy of the database',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const group = network.storeFor(this, 'Group', { port: 5432, what: 'PostgreSQL' });
    const cluster = new CfnDBCluster(this, 'Cluster', {
      engine: 'aurora-postgresql',
      engineVersion: props.engineVersion,
      globalClusterIdentifier: props.globalId,
      dbSubnetGroupName: subnets.subnetGroupName,
      vpcSecurityGroupIds: [group.securityGroupId],
      storageEncrypted: true,
      kmsKeyId: key.keyArn,
      deletionProtection: true,
      enableIamDatabaseAuthentication: true,
      enableCloudwatchLogsExports: ['postgresql'],
      backupRetentionPeriod: 7,
      copyTagsToSnapshot: true,
      port: 5432,
      serverlessV2ScalingConfiguration: { minCapacity: props.minAcu, maxCapacity: props.maxAcu },
    });
    cluster.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const member = new CfnDBInstance(this, 'Member', {
      dbClusterIdentifier: cluster.ref,
      dbInstanceClass: 'db.serverless',
      engine: 'aurora-postgresql',
      publiclyAccessible: false,
      enablePerformanceInsights: true,
      performanceInsightsKmsKeyId: key.keyArn,
    });
    member.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.host = cluster.attrEndpointAddress;
  }
}
