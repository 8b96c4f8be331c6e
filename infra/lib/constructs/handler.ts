import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';

import type { HandlerName } from '../handler-names.ts';
import { acknowledge } from './acknowledge.ts';

/** The bundle of a function is not there; the message says how to make it. */
export class BundleMissingError extends Error {
  readonly code = 'bundle_missing';

  constructor(path: string) {
    super(`${path} is missing. Make it by: npm run bundle:lambdas`);
    this.name = 'BundleMissingError';
  }
}

export interface HandlerProps {
  /** Folder of the bundles; the function's is below it, by `name`. */
  readonly bundles: string;
  readonly name: HandlerName;
  readonly what: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  readonly memoryMiB: number;
  readonly logDays: RetentionDays;
  /** Releases go to a tenth of the calls first. False for what runs by the clock, where a tenth is never. */
  readonly canary: boolean;
}

/**
 * A Lambda function with a role of its own, which may write its log and its traces and nothing else until it is granted
 * more. Callers use the alias: CodeDeploy moves it to a new version by tenths and back when calls fail.
 */
export class Handler extends Construct {
  readonly alias: Alias;
  readonly role: IRole;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: HandlerProps) {
    super(scope, id);
    const folder = join(props.bundles, props.name);
    if (!existsSync(join(folder, 'index.mjs'))) throw new BundleMissingError(join(folder, 'index.mjs'));

    this.logs = new LogGroup(this, 'Logs', {
      retention: props.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: props.what,
    });
    this.logs.grantWrite(this.role);
    acknowledge(this.role, { 'IAM5[Resource::*]': 'X-Ray knows no resources to write to.' });

    const fn = new Function(this, 'Function', {
      description: props.what,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(folder, { exclude: ['*.map'] }),
      role: this.role,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      timeout: props.timeout,
      memorySize: props.memoryMiB,
      logGroup: this.logs,
      tracing: Tracing.ACTIVE,
    });
    this.alias = new Alias(this, 'Live', { aliasName: 'live', version: fn.currentVersion });
    if (props.canary) this.#deployByTenths(fn, props.name);
  }

  #deployByTenths(fn: Function, name: string): void {
    const failing = new Alarm(this, 'Failing', {
      alarmDescription: `${name} of ${Stack.of(this).stackName} throws; a release under way goes back`,
      metric: this.alias.metricErrors({ period: Duration.minutes(1) }),
      threshold: 3,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const group = new LambdaDeploymentGroup(this, 'Release', {
      alias: this.alias,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [failing],
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    acknowledge(group, {
      'IAM4[*AWSCodeDeployRoleForLambdaLimited]':
        'It is made by AWS for exactly this and changes with CodeDeploy.',
    });
    group.node.addDependency(fn);
  }
}
