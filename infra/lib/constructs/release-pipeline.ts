import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  BuildEnvironmentVariableType,
  BuildSpec,
  ComputeType,
  type IBuildImage,
  LinuxArmBuildImage,
  LinuxBuildImage,
  PipelineProject,
} from 'aws-cdk-lib/aws-codebuild';
import { EcsApplication, EcsDeploymentConfig, EcsDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Artifact, ExecutionMode, Pipeline, PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import {
  CodeBuildAction,
  CodeDeployEcsDeployAction,
  CodeStarConnectionsSourceAction,
  ManualApprovalAction,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { PermissionsBoundary, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

import type { EnvironmentConfig } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { PipelineBoundary } from './permission-boundary.ts';
import { PrivateBucket } from './private-bucket.ts';

export interface ReleasePipelineProps {
  readonly name: string;
  readonly source: NonNullable<EnvironmentConfig['delivery']>;
  readonly connectionArn: string;
  readonly repository: IRepository;
  readonly key: IKey;
  readonly logs: IBucket;
  readonly logDays: RetentionDays;
}

interface Step {
  readonly id: string;
  readonly commands: readonly string[];
  readonly image: IBuildImage;
  readonly compute: ComputeType;
  readonly docker?: boolean;
  readonly files?: readonly string[];
  readonly minutes: number;
}

const install = ['n 22', 'npm ci --ignore-scripts'];

/**
 * CodePipeline brings what was merged to people: the same tests as anywhere, one image for all environments, stacks,
 * migration under its lock after a snapshot, release by tenths, and the journey of the canary once. The next environment
 * gets the same image after a person says so.
 */
export class ReleasePipeline extends Construct {
  readonly pipeline: Pipeline;
  readonly #props: ReleasePipelineProps;
  readonly #logs: LogGroup;

  constructor(scope: Construct, id: string, props: ReleasePipelineProps) {
    super(scope, id);
    this.#props = props;
    const { name, source } = props;
    PermissionsBoundary.of(this).apply(new PipelineBoundary(this, 'Boundary', { name: `vidkit-${name}` }));
    this.#logs = new LogGroup(this, 'Logs', {
      retention: props.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.pipeline = new Pipeline(this, 'Pipeline', {
      pipelineName: `vidkit-${name}`,
      pipelineType: PipelineType.V2,
      executionMode: ExecutionMode.QUEUED,
      artifactBucket: new PrivateBucket(this, 'Artifacts', {
        log: props.logs,
        lifecycleRules: [{ id: 'old', expiration: Duration.days(30) }],
      }),
    });
    const code = new Artifact('code');
    const [owner = '', repo = ''] = source.repository.split('/');
    this.pipeline.addStage({
      stageName: 'Source',
      actions: [
        new CodeStarConnectionsSourceAction({
          actionName: 'Checkout',
          connectionArn: props.connectionArn,
          owner,
          repo,
          branch: source.branch,
          output: code,
        }),
      ],
    });
    this.#stage('Test', code, [
      {
        id: 'Tests',
        commands: [...install, 'npm test', 'npm run verify:infra'],
        image: LinuxBuildImage.STANDARD_7_0,
        compute: ComputeType.X2_LARGE,
        minutes: 90,
      },
    ]);
    this.#stage('Image', code, [
      {
        id: 'Image',
        commands: [...install, `node infra/scripts/deploy.ts ${name} --steps image --image $TAG`],
        image: LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0,
        compute: ComputeType.LARGE,
        docker: true,
        minutes: 60,
      },
    ]);
    this.#deliver(code, name);
    if (source.promotesTo !== null) {
      this.pipeline.addStage({
        stageName: 'Approval',
        actions: [
          new ManualApprovalAction({
            actionName: 'Approve',
            additionalInformation: `${name} has it; ${source.promotesTo} gets it next.`,
          }),
        ],
      });
      this.#deliver(code, source.promotesTo);
    }
    acknowledge(this, {
      'IAM5[*]':
        'Objects of its own bucket, logs and reports of its own builds, the roles of the bootstrap, and tasks and snapshots, which get their names when they are made; the boundary cuts what could do harm.',
    });
  }

  #deliver(code: Artifact, environment: string): void {
    const cdk = { image: LinuxBuildImage.STANDARD_7_0, compute: ComputeType.MEDIUM, minutes: 120 };
    const run = (steps: string) => [
      ...install,
      `node infra/scripts/deploy.ts ${environment} --steps ${steps} --image $TAG --yes`,
    ];
    const title = environment.charAt(0).toUpperCase() + environment.slice(1);
    const [release] = this.#stage(`${title}Stacks`, code, [
      {
        id: `${title}Stacks`,
        ...cdk,
        commands: run('lambdas,stacks,site,appspec'),
        files: ['taskdef.json', 'appspec.yaml'],
      },
    ]);
    this.#stage(`${title}Migrate`, code, [
      { id: `${title}Migrate`, ...cdk, commands: run('snapshot,migrate') },
    ]);
    if (release) {
      this.pipeline.addStage({
        stageName: `${title}Release`,
        actions: [
          new CodeDeployEcsDeployAction({
            actionName: 'ByTenths',
            deploymentGroup: EcsDeploymentGroup.fromEcsDeploymentGroupAttributes(this, `${title}Group`, {
              application: EcsApplication.fromEcsApplicationName(
                this,
                `${title}Application`,
                `vidkit-${environment}-api`,
              ),
              deploymentGroupName: `vidkit-${environment}-api`,
              deploymentConfig: EcsDeploymentConfig.CANARY_10PERCENT_5MINUTES,
            }),
            taskDefinitionTemplateInput: release,
            appSpecTemplateInput: release,
          }),
        ],
      });
    }
    this.#stage(`${title}Smoke`, code, [{ id: `${title}Smoke`, ...cdk, commands: run('smoke') }]);
  }

  #stage(stageName: string, code: Artifact, steps: readonly Step[]): Artifact[] {
    const outputs: Artifact[] = [];
    const actions = steps.map((step) => {
      const output = step.files ? new Artifact(step.id) : null;
      if (output) outputs.push(output);
      return new CodeBuildAction({
        actionName: step.id,
        project: this.#project(step),
        input: code,
        ...(output ? { outputs: [output] } : {}),
        environmentVariables: {
          TAG: { type: BuildEnvironmentVariableType.PLAINTEXT, value: '#{codepipeline.PipelineExecutionId}' },
        },
      });
    });
    this.pipeline.addStage({ stageName, actions });
    return outputs;
  }

  #project({ id, commands, image, compute, docker = false, files, minutes }: Step): PipelineProject {
    const project = new PipelineProject(this, id, {
      projectName: `vidkit-${this.#props.name}-${id.toLowerCase()}`,
      environment: { buildImage: image, computeType: compute, privileged: docker },
      encryptionKey: this.#props.key,
      timeout: Duration.minutes(minutes),
      logging: { cloudWatch: { logGroup: this.#logs } },
      buildSpec: BuildSpec.fromObject({
        version: '0.2',
        phases: { build: { 'on-failure': 'ABORT', commands: [...commands] } },
        ...(files ? { artifacts: { files: [...files] } } : {}),
      }),
    });
    const { partition, account, region } = Stack.of(this);
    if (docker) {
      this.#props.repository.grantPullPush(project);
      this.#props.repository.grant(project, 'ecr:DescribeImages');
    }
    if (/Image|Stacks|Migrate|Smoke/.test(id)) {
      // CDK's own roles of the account do the work; this one may take them on.
      project.addToRolePolicy(
        new PolicyStatement({
          actions: ['sts:AssumeRole'],
          resources: [`arn:${partition}:iam::${account}:role/cdk-*`],
        }),
      );
      project.addToRolePolicy(
        new PolicyStatement({
          actions: ['cloudformation:DescribeStacks'],
          resources: [`arn:${partition}:cloudformation:*:${account}:stack/*`],
        }),
      );
    }
    if (/Stacks/.test(id)) {
      project.addToRolePolicy(
        new PolicyStatement({
          actions: ['s3:PutObject', 's3:ListBucket'],
          resources: [
            `arn:${partition}:s3:::vidkit-*-storage-storessite*`,
            `arn:${partition}:s3:::vidkit-*-storage-storessite*/*`,
          ],
        }),
      );
      project.addToRolePolicy(
        new PolicyStatement({ actions: ['ecs:DescribeTaskDefinition'], resources: ['*'] }),
      );
      project.addToRolePolicy(
        new PolicyStatement({
          actions: ['ssm:GetParameter'],
          resources: [`arn:${partition}:ssm:${region}:${account}:parameter/vidkit/*`],
        }),
      );
    }
    if (/Migrate/.test(id)) this.#letMigrate(project, { partition, account, region });
    return project;
  }

  #letMigrate(
    project: PipelineProject,
    { partition, account, region }: { partition: string; account: string; region: string },
  ): void {
    const at = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${account}:${rest}`;
    for (const statement of [
      new PolicyStatement({
        actions: ['ecs:RunTask'],
        resources: [at('ecs', 'task-definition/*-migrate:*')],
      }),
      new PolicyStatement({
        actions: ['logs:DescribeLogGroups', 'logs:GetLogEvents'],
        resources: [at('logs', 'log-group:*')],
      }),
      new PolicyStatement({ actions: ['ecs:DescribeTasks'], resources: [at('ecs', 'task/*')] }),
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [`arn:${partition}:iam::${account}:role/*`],
        conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      }),
      new PolicyStatement({
        actions: ['rds:CreateDBSnapshot', 'rds:CreateDBClusterSnapshot', 'rds:AddTagsToResource'],
        resources: [
          at('rds', 'db:*'),
          at('rds', 'cluster:*'),
          at('rds', 'snapshot:*'),
          at('rds', 'cluster-snapshot:*'),
        ],
      }),
      new PolicyStatement({
        actions: ['rds:DescribeDBSnapshots', 'rds:DescribeDBClusterSnapshots'],
        resources: ['*'],
      }),
    ]) {
      project.addToRolePolicy(statement);
    }
  }
}
