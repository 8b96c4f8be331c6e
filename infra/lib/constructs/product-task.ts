import { RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import {
  AwsLogDriver,
  AwsLogDriverMode,
  Compatibility,
  type ContainerDefinition,
  ContainerImage,
  CpuArchitecture,
  LinuxParameters,
  NetworkMode,
  OperatingSystemFamily,
  TaskDefinition,
  UlimitName,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';

export interface ProductTaskProps {
  readonly family: string;
  readonly repository: IRepository;
  readonly imageTag: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly logDays: RetentionDays;
  /** Disk of the task; null: the 20 GiB that come with it. */
  readonly scratchGiB: number | null;
  /** Answers at 8080 and is asked whether it lives. */
  readonly serves: boolean;
  readonly compatibility: 'fargate' | 'ec2';
}

/**
 * One image for API, workers and migrations; the command tells them apart. The file system cannot be written but for
 * `/data` and `/tmp`, which end with the task, and the process is nobody in particular.
 */
export class ProductTask extends Construct {
  readonly definition: TaskDefinition;
  readonly container: ContainerDefinition;
  readonly role: Role;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: ProductTaskProps) {
    super(scope, id);
    this.logs = new LogGroup(this, 'Logs', {
      retention: props.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const assumedBy = new ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
    this.role = new Role(this, 'Role', { assumedBy, description: `What ${props.family} may do` });
    this.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
        resources: ['*'],
      }),
    );
    const executionRole = new Role(this, 'Start', {
      assumedBy,
      description: `Fetches the image of ${props.family} and opens its log`,
    });
    acknowledge(this.role, { 'IAM5[Resource::*]': 'X-Ray knows no resources to write to.' });
    acknowledge(executionRole, {
      'IAM5[Resource::*]':
        'A token of the registry is asked for without a resource; the image is a named one.',
    });

    this.definition = new TaskDefinition(this, 'Definition', {
      family: props.family,
      compatibility: props.compatibility === 'ec2' ? Compatibility.EC2_AND_FARGATE : Compatibility.FARGATE,
      cpu: String(props.cpu),
      memoryMiB: String(props.memoryMiB),
      networkMode: NetworkMode.AWS_VPC,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      taskRole: this.role,
      executionRole,
      ...(props.scratchGiB === null ? {} : { ephemeralStorageGiB: props.scratchGiB }),
      volumes: [{ name: 'data' }, { name: 'tmp' }],
    });
    acknowledge(this.definition, {
      ECS2: 'Names and addresses only; what is secret is read from Secrets Manager by the process itself.',
    });
    const init = new LinuxParameters(this, 'Linux', { initProcessEnabled: true });
    this.container = this.definition.addContainer('product', {
      image: ContainerImage.fromEcrRepository(props.repository, props.imageTag),
      command: [...props.command],
      environment: { ...props.environment },
      readonlyRootFilesystem: true,
      linuxParameters: init,
      logging: new AwsLogDriver({
        logGroup: this.logs,
        streamPrefix: 'product',
        // A full log never stops the product.
        mode: AwsLogDriverMode.NON_BLOCKING,
        maxBufferSize: Size.mebibytes(4),
      }),
      ulimits: [{ name: UlimitName.NOFILE, softLimit: 65_536, hardLimit: 65_536 }],
      ...(props.serves ? { portMappings: [{ containerPort: 8080 }], healthCheck: aliveCheck } : {}),
    });
    this.container.addMountPoints(
      { sourceVolume: 'data', containerPath: '/data', readOnly: false },
      { sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false },
    );
  }
}

const aliveCheck = {
  command: [
    'CMD',
    'node',
    '-e',
    "fetch('http://127.0.0.1:8080/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))",
  ],
};
