import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

export interface CountersTableProps {
  readonly tableName: string;
  readonly protect: boolean;
  /** Regions that get a copy. */
  readonly replicas: readonly string[];
}

/**
 * DynamoDB counts what happens in views while it happens, and holds what is under way in the queues: small items, many
 * conditional writes, gone by themselves after their time. PostgreSQL is spared all of that.
 */
export class CountersTable extends TableV2 {
  constructor(scope: Construct, id: string, { tableName, protect, replicas }: CountersTableProps) {
    super(scope, id, {
      tableName,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expires',
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: protect,
      removalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      replicas: replicas.map((region) => ({ region })),
    });
  }
}
