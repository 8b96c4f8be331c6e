import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Stream } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnNamespace, CfnWorkgroup } from 'aws-cdk-lib/aws-redshiftserverless';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

import { sqlStatements } from '../sql-statements.ts';
import { acknowledge } from './acknowledge.ts';
import type { Network } from './network.ts';

export interface WarehouseProps {
  readonly name: string;
  readonly network: Network;
  readonly stream: Stream;
  readonly key: IKey;
  readonly rpu: number;
  readonly protect: boolean;
}

/**
 * Redshift Serverless answers questions over years of views. It reads the stream itself and is paid while it works: a
 * schedule wakes it once an hour (a few minutes a day), where refreshing by itself would keep it awake all month.
 */
export class Warehouse extends Construct {
  readonly workgroupName: string;
  readonly secret: Secret;
  readonly host: string;

  constructor(scope: Construct, id: string, { name, network, stream, key, rpu, protect }: WarehouseProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      description: 'What the warehouse may read',
      assumedBy: new ServicePrincipal('redshift.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    stream.grantRead(role);
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['kinesis:ListStreams'], resources: [streamsOf(this)] }),
    );
    acknowledge(role, {
      'IAM5[Resource::*:stream/*]': 'Redshift looks a stream up by listing those of the region.',
    });
    // Its own, since the one that AWS would make cannot be referred to.
    this.secret = new Secret(this, 'Admin', {
      secretName: `${name}/warehouse`,
      description: 'Administrator of the warehouse',
      encryptionKey: key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: 'vidkit' }),
        generateStringKey: 'password',
        passwordLength: 40,
        excludePunctuation: true,
      },
    });
    const namespace = new CfnNamespace(this, 'Namespace', {
      namespaceName: name,
      dbName: 'vidkit',
      adminUsername: 'vidkit',
      adminUserPassword: this.secret.secretValueFromJson('password').unsafeUnwrap(),
      kmsKeyId: key.keyArn,
      defaultIamRoleArn: role.roleArn,
      iamRoles: [role.roleArn],
      logExports: ['userlog', 'connectionlog', 'useractivitylog'],
    });
    namespace.applyRemovalPolicy(protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    const group = network.storeFor(this, 'Group', { port: 5439, what: 'Redshift' });
    const workgroup = new CfnWorkgroup(this, 'Workgroup', {
      workgroupName: name,
      namespaceName: namespace.ref,
      baseCapacity: rpu,
      maxCapacity: rpu * 2,
      publiclyAccessible: false,
      enhancedVpcRouting: false,
      subnetIds: network.vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
      securityGroupIds: [group.securityGroupId],
      configParameters: [{ parameterKey: 'require_ssl', parameterValue: 'true' }],
    });
    this.workgroupName = workgroup.ref;
    this.host = workgroup.attrWorkgroupEndpointAddress;
    this.#refreshHourly(workgroup);
    new CfnOutput(this, 'WorkgroupName', { value: workgroup.ref });
    new CfnOutput(this, 'AdminSecret', { value: this.secret.secretArn });
    new CfnOutput(this, 'StreamName', { value: stream.streamName });
  }

  #refreshHourly(workgroup: CfnWorkgroup): void {
    const arn = workgroup.attrWorkgroupWorkgroupArn;
    new Schedule(this, 'Refresh', {
      description: 'Brings the warehouse up to date',
      schedule: ScheduleExpression.cron({ minute: '7' }),
      target: new Universal({
        service: 'redshiftdata',
        action: 'batchExecuteStatement',
        input: refreshInput(workgroup.ref, this.secret.secretArn),
        policyStatements: [
          new PolicyStatement({ actions: ['redshift-data:BatchExecuteStatement'], resources: [arn] }),
          new PolicyStatement({
            actions: ['secretsmanager:GetSecretValue'],
            resources: [this.secret.secretArn],
          }),
        ],
      }),
    });
  }
}

const refreshInput = (workgroup: string, secretArn: string) =>
  ScheduleTargetInput.fromObject({
    WorkgroupName: workgroup,
    Database: 'vidkit',
    SecretArn: secretArn,
    Sqls: sqlStatements('warehouse-refresh.sql'),
  });

/** Redshift looks a stream up by listing those of the region. */
const streamsOf = (scope: Construct): string =>
  Stack.of(scope).formatArn({ service: 'kinesis', resource: 'stream', resourceName: '*' });
