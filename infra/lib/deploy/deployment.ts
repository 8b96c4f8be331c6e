import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { EnvironmentConfig } from '../config.ts';
import { sqlStatements } from '../sql-statements.ts';
import { Account } from './account.ts';
import { DeployError } from './deploy-error.ts';
import type { Shell } from './shell.ts';
import { regionsOf, type StepName } from './steps.ts';

export interface DeploymentOptions {
  readonly config: EnvironmentConfig;
  readonly shell: Shell;
  readonly repository: string;
  readonly imageTag: string;
  readonly say: (line: string) => void;
}

interface RunTaskAnswer {
  readonly tasks: { readonly taskArn: string }[];
  readonly failures?: { readonly reason?: string }[];
}

/** Carries out the steps of a deployment. Each may be repeated: what is there already is left or brought up to date. */
export class Deployment {
  readonly #config: EnvironmentConfig;
  readonly #shell: Shell;
  readonly #account: Account;
  readonly #repository: string;
  readonly #imageTag: string;
  readonly #say: DeploymentOptions['say'];

  constructor({ config, shell, repository, imageTag, say }: DeploymentOptions) {
    this.#config = config;
    this.#shell = shell;
    this.#account = new Account(shell, config.region);
    this.#repository = repository;
    this.#imageTag = imageTag;
    this.#say = say;
  }

  readonly steps: Readonly<Record<StepName, () => void | Promise<void>>> = {
    configuration: () => undefined,
    lambdas: () => this.#npm('bundle:lambdas'),
    gate: () => this.#npm('verify:infra'),
    credentials: () => this.#say(`account ${this.#account.whoAmI()}, region ${this.#config.region}`),
    bootstrap: () => this.#bootstrap(),
    registry: () => this.#cdk('deploy', this.#stack('registry')),
    image: () => this.#image(),
    'download-key': () => this.#downloadKey(),
    foundation: () => this.#cdk('deploy', this.#stack('cluster')),
    keys: () => this.#keys(),
    snapshot: () => this.#snapshot(),
    migrate: () => this.runTask(['node', 'api/src/cli/vid.ts', 'migrate']),
    stacks: () => this.#cdk('deploy', '--all'),
    release: () => this.#release(),
    appspec: () => this.#appspec(),
    site: () => this.#site(),
    warehouse: () => this.#warehouse(),
    smoke: () => this.#smoke(),
  };

  get publicUrl(): string {
    return this.#account.output(this.#stack('edge'), 'PublicUrl');
  }

  /** The operators' command, in a task of its own; its output is in the log that is named. */
  runTask(command: readonly string[]): void {
    const cluster = this.#account.output(this.#stack('cluster'), 'ClusterName');
    const subnets = this.#account.output(this.#stack('network'), 'TaskSubnets').split(',');
    const group = this.#account.output(this.#stack('network'), 'TaskGroup');
    const started = this.#account.call<RunTaskAnswer>(
      'ecs',
      'run-task',
      '--cluster',
      cluster,
      '--launch-type',
      'FARGATE',
      '--task-definition',
      `${this.#prefix}migrate`,
      '--network-configuration',
      JSON.stringify({
        awsvpcConfiguration: {
          subnets,
          securityGroups: [group],
          assignPublicIp: this.#config.network.natGateways === 0 ? 'ENABLED' : 'DISABLED',
        },
      }),
      '--overrides',
      JSON.stringify({ containerOverrides: [{ name: 'product', command }] }),
    );
    const [task] = started.tasks;
    if (!task)
      throw new DeployError(
        'deploy_step_failed',
        `ECS did not start it: ${started.failures?.[0]?.reason ?? ''}`,
      );
    this.#account.call('ecs', 'wait', 'tasks-stopped', '--cluster', cluster, '--tasks', task.taskArn);
    const { tasks } = this.#account.call<{
      tasks: { stoppedReason?: string; containers: { exitCode?: number }[] }[];
    }>('ecs', 'describe-tasks', '--cluster', cluster, '--tasks', task.taskArn);
    this.#printLog(task.taskArn);
    const code = tasks[0]?.containers[0]?.exitCode;
    if (code !== 0) {
      throw new DeployError(
        'deploy_step_failed',
        `${command.slice(2).join(' ')} ended with ${code ?? tasks[0]?.stoppedReason ?? 'nothing'}.`,
      );
    }
  }

  scale(counts: ReadonlyMap<'api' | 'worker', number>): void {
    const cluster = this.#account.output(this.#stack('cluster'), 'ClusterName');
    for (const [service, count] of counts) {
      const id = `service/${cluster}/${this.#prefix}${service}`;
      // Scaling by itself would else undo it.
      this.#account.call(
        ...['application-autoscaling', 'register-scalable-target', '--service-namespace', 'ecs'],
        ...['--scalable-dimension', 'ecs:service:DesiredCount', '--resource-id', id],
        ...['--min-capacity', String(count === 0 ? 0 : this.#config[service].min)],
        ...['--max-capacity', String(count === 0 ? 0 : this.#config[service].max)],
      );
      this.#account.call(
        ...['ecs', 'update-service', '--cluster', cluster, '--service', `${this.#prefix}${service}`],
        ...['--desired-count', String(count)],
      );
    }
  }

  /** All tasks are renewed, so that each knows the new keys before any signs by them: that begins with the next release. */
  rotateKeys(): void {
    this.#rotate([]);
    this.#edgeKeys();
    this.#release();
  }

  /** The key before stays good until the next time; tasks sign with the new one once they are new. */
  rotateDownloads(): void {
    this.#makeDownloadKey();
    this.#cdk('deploy', this.#stack('api'));
    this.#release();
  }

  destroy(): void {
    this.#cdk('destroy', '--all', '--force');
  }

  get #prefix(): string {
    return `vidkit-${this.#config.name}-`;
  }

  #stack(part: string): string {
    return `${this.#prefix}${part}`;
  }

  #npm(script: string): void {
    this.#shell.run('npm', ['run', '--silent', script], { show: true });
  }

  #cdk(command: string, ...args: string[]): void {
    const cli = join(createRequire(import.meta.url).resolve('aws-cdk/package.json'), '../bin/cdk');
    const output = join(this.#repository, '.cache/cdk.out');
    // What is left of an earlier run slows the validation down.
    rmSync(output, { recursive: true, force: true });
    const options = command === 'deploy' ? ['--require-approval', 'never', '--concurrency', '4'] : [];
    this.#shell.run(
      process.execPath,
      [cli, command, ...args, ...options, '--no-notices', '--output', output],
      {
        show: true,
        cwd: join(this.#repository, 'infra'),
        env: {
          VIDKIT_ENVIRONMENT: this.#config.name,
          VIDKIT_IMAGE: this.#imageTag,
          ...(this.#config.edge.signedDownloads
            ? { VIDKIT_DOWNLOAD_KEY: String(this.#downloadKeyVersion() ?? 1) }
            : {}),
          CDK_DISABLE_CLI_TELEMETRY: 'true',
        },
      },
    );
  }

  #bootstrap(): void {
    const number = this.#account.whoAmI();
    for (const region of regionsOf(this.#config)) {
      const there = new Account(this.#shell, region).ask(
        'ssm',
        'get-parameter',
        '--name',
        '/cdk-bootstrap/hnb659fds/version',
      );
      if (there === null) this.#cdk('bootstrap', `aws://${number}/${region}`);
    }
  }

  #image(): void {
    const uri = this.#account.output(this.#stack('registry'), 'RepositoryUri');
    const [registry = '', name = ''] = uri.split(/\/(.*)/);
    const there = this.#account.ask(
      'ecr',
      'describe-images',
      '--repository-name',
      name,
      '--image-ids',
      `imageTag=${this.#imageTag}`,
    );
    if (there !== null) {
      this.#say(`${this.#imageTag} is there already`);
      return;
    }
    const password = this.#shell.run('aws', ['ecr', 'get-login-password', '--region', this.#config.region]);
    this.#shell.run('docker', ['login', '--username', 'AWS', '--password-stdin', registry], {
      input: password,
    });
    this.#shell.run(
      'docker',
      [
        'buildx',
        'build',
        '--platform',
        'linux/arm64',
        '--tag',
        `${uri}:${this.#imageTag}`,
        '--push',
        this.#repository,
      ],
      { show: true },
    );
  }

  #downloadKey(): void {
    const version = this.#downloadKeyVersion();
    const secret = `vidkit/${this.#config.name}/download-key-${version ?? 0}`;
    if (
      version !== null &&
      this.#account.ask('secretsmanager', 'describe-secret', '--secret-id', secret) !== null
    )
      return;
    this.#makeDownloadKey();
  }

  get #downloadParameter(): string {
    return `/vidkit/${this.#config.name}/download-public-key`;
  }

  /** Null before there is one. */
  #downloadKeyVersion(): number | null {
    const found = this.#account.ask<{ Parameter?: { Version: number } }>(
      ...['ssm', 'get-parameter', '--name', this.#downloadParameter],
    );
    return found?.Parameter?.Version ?? null;
  }

  /** The private half never touches the disk, nor the list of processes. */
  #makeDownloadKey(): void {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { Version: version } = this.#account.call<{ Version: number }>(
      ...['ssm', 'put-parameter', '--name', this.#downloadParameter],
      ...['--type', 'String', '--overwrite', '--value', publicKey],
    );
    this.#shell.run(
      'aws',
      [
        ...[
          'secretsmanager',
          'create-secret',
          '--name',
          `vidkit/${this.#config.name}/download-key-${version}`,
        ],
        ...['--secret-string', 'file:///dev/stdin', '--region', this.#config.region],
      ],
      { input: privateKey },
    );
  }

  #keys(): void {
    this.#rotate(['--if-missing']);
    this.#edgeKeys();
  }

  /** By the code that reads them; see there for how the previous ones are kept. */
  #rotate(options: readonly string[]): void {
    const id = `vidkit/${this.#config.name}/installation`;
    this.#shell.run(process.execPath, ['platform/src/aws/rotate-installation.ts', id, ...options], {
      show: true,
      env: { AWS_REGION: this.#config.region },
    });
  }

  #edgeKeys(): void {
    const { FunctionError: failed } = this.#account.call<{ FunctionError?: string }>(
      ...[
        'lambda',
        'invoke',
        '--function-name',
        this.#account.output(this.#stack('edge'), 'EdgeKeysFunction'),
        '/dev/null',
      ],
    );
    if (failed !== undefined)
      throw new DeployError('deploy_step_failed', 'The edge did not get the keys; see the log of edge-keys.');
  }

  #snapshot(): void {
    const id = `${this.#prefix}before-${this.#imageTag}`.replace(/[^a-zA-Z0-9-]/g, '-').slice(0, 250);
    const cluster = this.#config.database.engine === 'aurora';
    const [what, of] = cluster ? ['db-cluster-snapshot', 'db-cluster'] : ['db-snapshot', 'db-instance'];
    const own = [`--${what}-identifier`, id];
    if (this.#account.ask('rds', `describe-${what}s`, ...own) !== null) return;
    // The first time there is no database to lose.
    if (
      this.#account.ask(
        'rds',
        `create-${what}`,
        ...own,
        `--${of}-identifier`,
        `vidkit-${this.#config.name}`,
      ) === null
    ) {
      throw new DeployError('deploy_step_failed', 'The database cannot be copied; nothing was migrated.');
    }
    this.#account.call('rds', 'wait', `${what}-available`, ...own);
  }

  #release(): void {
    const cluster = this.#account.output(this.#stack('cluster'), 'ClusterName');
    const service = this.#account.call<{
      services: { taskSets?: { taskDefinition: string; status: string }[] }[];
    }>(...['ecs', 'describe-services', '--cluster', cluster, '--services', `${this.#prefix}api`]).services[0];
    const wanted = this.#taskDefinition();
    if (
      service?.taskSets?.some(
        ({ taskDefinition, status }) => status === 'PRIMARY' && taskDefinition === wanted,
      )
    ) {
      this.#say('the tasks are of this image already');
      return;
    }
    const { deploymentId } = this.#account.call<{ deploymentId: string }>(
      ...[
        'deploy',
        'create-deployment',
        '--application-name',
        this.#account.output(this.#stack('api'), 'Application'),
      ],
      ...['--deployment-group-name', `vidkit-${this.#config.name}-api`],
      ...[
        '--revision',
        JSON.stringify({
          revisionType: 'AppSpecContent',
          appSpecContent: { content: JSON.stringify(appSpec(wanted)) },
        }),
      ],
    );
    this.#say(`CodeDeploy ${deploymentId}: a tenth for five minutes, then all`);
    this.#account.call('deploy', 'wait', 'deployment-successful', '--deployment-id', deploymentId);
  }

  #taskDefinition(): string {
    return this.#account.call<{ taskDefinition: { taskDefinitionArn: string } }>(
      ...['ecs', 'describe-task-definition', '--task-definition', `${this.#prefix}api`],
    ).taskDefinition.taskDefinitionArn;
  }

  /** For CodePipeline, whose action registers the definition again. */
  #appspec(): void {
    const { taskDefinition } = this.#account.call<{ taskDefinition: Record<string, unknown> }>(
      ...['ecs', 'describe-task-definition', '--task-definition', `${this.#prefix}api`],
    );
    const added = [
      'taskDefinitionArn',
      'revision',
      'status',
      'requiresAttributes',
      'compatibilities',
      'registeredAt',
      'registeredBy',
    ];
    const registered = Object.fromEntries(
      Object.entries(taskDefinition).filter(([key]) => !added.includes(key)),
    );
    writeFileSync(join(this.#repository, 'taskdef.json'), JSON.stringify(registered, null, 2));
    // YAML takes JSON as it is.
    writeFileSync(
      join(this.#repository, 'appspec.yaml'),
      JSON.stringify(appSpec('<TASK_DEFINITION>'), null, 2),
    );
  }

  /** Files with a hash or a version in their names stay for ever: pages that loaded an older release go on loading it. */
  #site(): void {
    this.#npm('build');
    const bucket = this.#account.output(this.#stack('storage'), 'SiteBucket');
    const { version } = JSON.parse(readFileSync(join(this.#repository, 'elements/package.json'), 'utf8')) as {
      version: string;
    };
    const sync = (from: string, to: string, ...options: string[]) =>
      this.#shell.run(
        'aws',
        [
          's3',
          'sync',
          from,
          `s3://${bucket}/${to}`,
          '--region',
          this.#config.region,
          '--only-show-errors',
          ...options,
        ],
        {
          show: true,
        },
      );
    const forEver = ['--cache-control', 'public, max-age=31536000, immutable'];
    sync('elements/dist', `cdn/${version}`, '--exclude', '*.br', ...forEver);
    sync('studio/dist', 'studio', '--exclude', '*.html', ...forEver);
    sync('studio/dist', 'studio', '--exclude', '*', '--include', '*.html', '--cache-control', 'no-cache');
  }

  #warehouse(): void {
    const stack = this.#stack('analytics');
    const workgroup = this.#account.output(stack, 'WorkgroupName');
    const secret = this.#account.output(stack, 'AdminSecret');
    const values = { STREAM: this.#account.output(stack, 'StreamName') };
    for (const sql of sqlStatements('warehouse-setup.sql', values)) {
      const { Id } = this.#account.call<{ Id: string }>(
        ...['redshift-data', 'execute-statement', '--workgroup-name', workgroup, '--database', 'vidkit'],
        ...['--secret-arn', secret, '--sql', sql],
      );
      this.#settled(Id, sql);
    }
  }

  #settled(id: string, sql: string): void {
    for (let attempt = 0; attempt < 120; attempt++) {
      const { Status, Error: reason = '' } = this.#account.call<{ Status: string; Error?: string }>(
        ...['redshift-data', 'describe-statement', '--id', id],
      );
      if (Status === 'FINISHED' || /already exists/i.test(reason)) return;
      if (Status === 'FAILED' || Status === 'ABORTED') {
        throw new DeployError('deploy_step_failed', `${sql.slice(0, 60)} …: ${reason}`);
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
    }
    throw new DeployError('deploy_step_failed', `${sql.slice(0, 60)} … does not end.`);
  }

  async #smoke(): Promise<void> {
    const { journey } = createRequire(import.meta.url)('../../canary/aws/journey.js') as {
      journey: (options: {
        publicUrl: string;
        token: null;
        clip: null;
        say: (line: string) => void;
      }) => Promise<unknown>;
    };
    await journey({ publicUrl: this.publicUrl, token: null, clip: null, say: this.#say });
  }

  #printLog(taskArn: string): void {
    const id = taskArn.split('/').at(-1) ?? '';
    const { logGroups } = this.#account.call<{ logGroups: { logGroupName: string }[] }>(
      ...['logs', 'describe-log-groups', '--log-group-name-prefix', this.#stack('cluster')],
    );
    for (const { logGroupName } of logGroups) {
      const events = this.#account.ask<{ events: { message: string }[] }>(
        ...[
          'logs',
          'get-log-events',
          '--log-group-name',
          logGroupName,
          '--log-stream-name',
          `product/product/${id}`,
        ],
      );
      for (const { message } of events?.events ?? []) this.#say(message);
    }
  }
}

const appSpec = (taskDefinition: string) => ({
  version: 0,
  Resources: [
    {
      TargetService: {
        Type: 'AWS::ECS::Service',
        Properties: {
          TaskDefinition: taskDefinition,
          LoadBalancerInfo: { ContainerName: 'product', ContainerPort: 8080 },
        },
      },
    },
  ],
});
