import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { InstanceType, type ISecurityGroup, Port, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { CfnDBCluster } from 'aws-cdk-lib/aws-rds';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
  DatabaseInstance,
  DatabaseInstanceEngine,
  DatabaseProxy,
  type IDatabaseCluster,
  type IDatabaseInstance,
  ParameterGroup,
  PostgresEngineVersion,
  ProxyTarget,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

import type { EnvironmentConfig } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import type { Network } from './network.ts';

export interface DatabaseProps {
  readonly network: Network;
  readonly settings: EnvironmentConfig['database'];
  readonly key: IKey;
  /** Cannot be deleted by a stack or by one call. */
  readonly protect: boolean;
  readonly logDays: RetentionDays;
  readonly name: string;
  readonly secretName: string;
  /** ARN of the global database of Aurora that this one becomes the first member of. */
  readonly globalId?: string;
  /** Where a copy of the secret goes. */
  readonly secretCopies: readonly string[];
}

/** What the value of a secret may not contain, since it becomes part of an address. */
const notInUrls = ` %+~\`#$&*()|[]{}:;<>?!'/@"\\^=,`;

/** Connections without TLS are refused by the server, whatever a client wants. */
const parameters = { 'rds.force_ssl': '1', log_min_duration_statement: '1000' };

/**
 * PostgreSQL keeps all that must not be lost but the files. RDS with a standby in another zone where it is enough, Aurora
 * where the load comes and goes. Back-ups go back to any second of the kept days; the password changes by itself every
 * 30 days, and processes read it again when it is refused.
 */
export class Database extends Construct {
  readonly secret: ISecret;
  /** Of the proxy where there is one. */
  readonly host: string;
  readonly instance: IDatabaseInstance | null = null;
  readonly cluster: IDatabaseCluster | null = null;
  readonly group: ISecurityGroup;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { network, settings, key, protect } = props;
    this.group = network.storeFor(this, 'Group', { port: 5432, what: 'PostgreSQL' });
    const common = {
      vpc: network.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [this.group],
      credentials: Credentials.fromGeneratedSecret('vidkit', {
        secretName: props.secretName,
        encryptionKey: key,
        excludeCharacters: notInUrls,
        replicaRegions: props.secretCopies.map((region) => ({ region })),
      }),
      storageEncrypted: true,
      storageEncryptionKey: key,
      iamAuthentication: true,
      deletionProtection: protect,
      removalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.SNAPSHOT,
      cloudwatchLogsExports: ['postgresql'],
      copyTagsToSnapshot: true,
    };

    // Before RDS makes it itself, to be kept for ever.
    const kind = settings.engine === 'postgres' ? 'instance' : 'cluster';
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/rds/${kind}/${props.name}/postgresql`,
      retention: props.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const database =
      settings.engine === 'postgres'
        ? this.#rds(settings, { ...common, instanceIdentifier: props.name }, key)
        : this.#aurora(settings, { ...common, clusterIdentifier: props.name }, props.globalId);
    database.node.addDependency(logs);
    const { secret } = database;
    if (!secret) throw new Error('RDS makes the secret of its own password.');
    this.secret = secret;
    acknowledge(database, {
      'IAM4[*AmazonRDSEnhancedMonitoringRole]': 'It is made by AWS for exactly this.',
    });
    if (database instanceof DatabaseInstance) {
      acknowledge(database, {
        RDS11: 'Nobody but the tasks reaches it, at whatever port; tools expect this one.',
      });
    }
    if (database instanceof DatabaseInstance) this.instance = database;
    else this.cluster = database;
    database.addRotationSingleUser({
      automaticallyAfter: Duration.days(30),
      excludeCharacters: notInUrls,
      vpcSubnets: { subnetType: network.taskSubnets },
    });

    const direct =
      database instanceof DatabaseInstance
        ? database.dbInstanceEndpointAddress
        : database.clusterEndpoint.hostname;
    this.host = settings.proxy ? this.#proxy(database, network, secret).endpoint : direct;
    new CfnOutput(this, 'Host', { value: this.host });
  }

  #rds(
    settings: Extract<DatabaseProps['settings'], { engine: 'postgres' }>,
    common: object,
    key: IKey,
  ): DatabaseInstance {
    const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 });
    return new DatabaseInstance(this, 'Instance', {
      ...(common as Pick<ConstructorParameters<typeof DatabaseInstance>[2], 'vpc'>),
      engine,
      parameterGroup: new ParameterGroup(this, 'Parameters', { engine, parameters }),
      instanceType: new InstanceType(settings.instance),
      databaseName: 'vidkit',
      multiAz: settings.multiAz,
      storageType: StorageType.GP3,
      allocatedStorage: settings.storageGiB,
      maxAllocatedStorage: settings.maxStorageGiB,
      backupRetention: Duration.days(settings.backupDays),
      deleteAutomatedBackups: false,
      autoMinorVersionUpgrade: true,
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: key,
      monitoringInterval: Duration.minutes(1),
      port: 5432,
    });
  }

  #aurora(
    settings: Extract<DatabaseProps['settings'], { engine: 'aurora' }>,
    common: object,
    globalId?: string,
  ): DatabaseCluster {
    const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_5 });
    const member = { enablePerformanceInsights: true };
    const cluster = new DatabaseCluster(this, 'Cluster', {
      ...(common as Pick<ConstructorParameters<typeof DatabaseCluster>[2], 'vpc'>),
      engine,
      parameterGroup: new ParameterGroup(this, 'Parameters', { engine, parameters }),
      defaultDatabaseName: 'vidkit',
      serverlessV2MinCapacity: settings.minAcu,
      serverlessV2MaxCapacity: settings.maxAcu,
      writer: ClusterInstance.serverlessV2('Writer', member),
      // The first reader scales with the writer, so that it can take over under load.
      readers: Array.from({ length: settings.readers }, (_, index) =>
        ClusterInstance.serverlessV2(`Reader${index + 1}`, { ...member, scaleWithWriter: index === 0 }),
      ),
      backup: { retention: Duration.days(settings.backupDays) },
      monitoringInterval: Duration.minutes(1),
      port: 5432,
    });
    if (globalId !== undefined) {
      const resource = cluster.node.defaultChild as CfnDBCluster;
      resource.globalClusterIdentifier = globalId;
    }
    return cluster;
  }

  #proxy(database: DatabaseInstance | DatabaseCluster, network: Network, secret: ISecret): DatabaseProxy {
    const group = network.storeFor(this, 'ProxyGroup', { port: 5432, what: 'The proxy of PostgreSQL' });
    group.connections.allowTo(database, Port.tcp(5432), 'to PostgreSQL');
    return new DatabaseProxy(this, 'Proxy', {
      proxyTarget:
        database instanceof DatabaseInstance
          ? ProxyTarget.fromInstance(database)
          : ProxyTarget.fromCluster(database),
      secrets: [secret],
      vpc: network.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [group],
      requireTLS: true,
      iamAuth: false,
      maxConnectionsPercent: 80,
      idleClientTimeout: Duration.minutes(15),
    });
  }
}
