import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';

import { parseEnvironmentConfig } from '../lib/config.ts';
import { DeployError } from '../lib/deploy/deploy-error.ts';
import { Deployment } from '../lib/deploy/deployment.ts';
import { Shell } from '../lib/deploy/shell.ts';
import { stepNames, stepsFor } from '../lib/deploy/steps.ts';
import { presetNames, readPreset } from '../lib/presets.ts';
import { ProgramsStandIn } from './programs-stand-in.ts';

const repository = join(import.meta.dirname, '../..');
const programs = new ProgramsStandIn();
after(() => rmSync(programs.folder, { recursive: true, force: true }));

const output = (name: string, value: string) => ({ OutputKey: `X${name}0A1B2C3D`, OutputValue: value });
const outputs = {
  Stacks: [
    {
      Outputs: [
        output('ClusterName', 'vidkit-dev'),
        { OutputKey: 'TaskSubnets', OutputValue: 'subnet-1,subnet-2' },
        output('TaskGroup', 'sg-1'),
        output('RepositoryUri', '111122223333.dkr.ecr.eu-central-1.amazonaws.com/vidkit-dev-product'),
        output('Application', 'vidkit-dev-api'),
        output('PublicUrl', 'https://d111111abcdef8.cloudfront.net'),
      ],
    },
  ],
};
const running = {
  'aws cloudformation describe-stacks': outputs,
  'aws sts': { Account: '111122223333' },
  'aws ecs run-task': { tasks: [{ taskArn: 'arn:aws:ecs:eu-central-1:111122223333:task/vidkit-dev/abc' }] },
  'aws ecs describe-tasks': { tasks: [{ containers: [{ exitCode: 0 }] }] },
  'aws logs describe-log-groups': { logGroups: [{ logGroupName: 'vidkit-dev-cluster-Migrate' }] },
  'aws logs get-log-events': { events: [{ message: 'migrated' }] },
};
const said: string[] = [];
const deployment = async (name = 'dev') =>
  new Deployment({
    config: parseEnvironmentConfig(await readPreset(name)),
    shell: new Shell({ cwd: repository, env: programs.env }),
    repository,
    imageTag: 'abc123',
    say: (line) => said.push(line),
  });

const coded = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof DeployError && error.code === code && message.test(error.message);

describe('Deployment', () => {
  beforeEach(() => {
    programs.forget();
    programs.answer(running);
    said.length = 0;
  });

  it('says what to do when AWS does not know who we are', async () => {
    programs.answer({ 'aws sts': null });
    const { steps } = await deployment();
    assert.throws(() => steps.credentials(), coded('deploy_credentials_missing', /aws sso login/));
  });

  it('says which program is missing', () => {
    const shell = new Shell({ cwd: repository, env: { PATH: '/nowhere' } });
    assert.throws(() => shell.run('aws', ['sts']), coded('deploy_program_missing', /^aws is not installed/));
  });

  it('migrates in a task of the new image, in the network of the tasks, and shows its log', async () => {
    await (await deployment()).steps.migrate();
    const call = programs.calls.find((one) => one.startsWith('aws ecs run-task')) ?? assert.fail();
    assert.match(call, /--task-definition vidkit-dev-migrate/);
    assert.match(
      call,
      /"subnets":\["subnet-1","subnet-2"\],"securityGroups":\["sg-1"\],"assignPublicIp":"DISABLED"/,
    );
    assert.match(call, /"command":\["node","api\/src\/cli\/vid.ts","migrate"\]/);
    assert.deepEqual(said, ['migrated']);
  });

  it('stops when the migration failed', async () => {
    programs.answer({ ...running, 'aws ecs describe-tasks': { tasks: [{ containers: [{ exitCode: 1 }] }] } });
    const { steps } = await deployment();
    assert.throws(() => steps.migrate(), coded('deploy_step_failed', /migrate ended with 1/));
  });

  it('stops when ECS starts no task', async () => {
    programs.answer({
      ...running,
      'aws ecs run-task': { tasks: [], failures: [{ reason: 'RESOURCE:CPU' }] },
    });
    const { steps } = await deployment();
    assert.throws(() => steps.migrate(), coded('deploy_step_failed', /RESOURCE:CPU/));
  });

  it('migrates nothing when the database cannot be copied first', async () => {
    programs.answer({ ...running, 'aws rds': null });
    const { steps } = await deployment('small');
    assert.throws(() => steps.snapshot(), coded('deploy_step_failed', /nothing was migrated/));
    const names = stepsFor(parseEnvironmentConfig(await readPreset('prod'))).map(({ name }) => name);
    assert.ok(names.indexOf('snapshot') < names.indexOf('migrate'));
    assert.ok(names.indexOf('migrate') < names.indexOf('release'));
  });

  it('builds an image only when its tag is not there', async () => {
    await (await deployment()).steps.image();
    assert.ok(!programs.calls.some((call) => call.startsWith('docker')));
    programs.forget();
    programs.answer({ ...running, 'aws ecr describe-images': null });
    await (await deployment()).steps.image();
    const docker = programs.calls.filter((call) => call.startsWith('docker'));
    assert.match(docker[0] ?? '', /^docker login --username AWS --password-stdin 111122223333\./);
    assert.match(
      docker[1] ?? '',
      /--platform linux\/arm64 --tag 111122223333\.\S+vidkit-dev-product:abc123 --push/,
    );
  });

  it('releases by CodeDeploy, and not what is running already', async () => {
    const definition = 'arn:aws:ecs:eu-central-1:111122223333:task-definition/vidkit-dev-api:7';
    const with7 = {
      ...running,
      'aws ecs describe-task-definition': { taskDefinition: { taskDefinitionArn: definition } },
      'aws deploy create-deployment': { deploymentId: 'd-1' },
    };
    programs.answer({
      ...with7,
      'aws ecs describe-services': {
        services: [{ taskSets: [{ status: 'PRIMARY', taskDefinition: 'x:6' }] }],
      },
    });
    await (await deployment()).steps.release();
    const call =
      programs.calls.find((one) => one.startsWith('aws deploy create-deployment')) ?? assert.fail();
    assert.match(call, /vidkit-dev-api:7/);
    programs.forget();
    programs.answer({
      ...with7,
      'aws ecs describe-services': {
        services: [{ taskSets: [{ status: 'PRIMARY', taskDefinition: definition }] }],
      },
    });
    await (await deployment()).steps.release();
    assert.ok(!programs.calls.some((one) => one.startsWith('aws deploy')));
  });

  it('keeps the private key of downloads out of every argument', async () => {
    programs.answer({ ...running, 'aws ssm get-parameter': null, 'aws ssm put-parameter': { Version: 3 } });
    await (await deployment('prod')).steps['download-key']();
    assert.ok(
      programs.calls.some((call) => call.includes('create-secret --name vidkit/prod/download-key-3')),
    );
    assert.ok(!programs.calls.some((call) => call.includes('PRIVATE KEY')));
    assert.ok(programs.calls.some((call) => /ssm put-parameter .*BEGIN PUBLIC KEY/.test(call)));
  });

  it('stops scaling by itself before it scales to nothing', async () => {
    (await deployment()).scale(new Map([['api', 0]]));
    const [target, service] = programs.calls.filter((call) => /autoscaling|update-service/.test(call));
    assert.match(target ?? '', /--min-capacity 0 --max-capacity 0/);
    assert.match(service ?? '', /--service vidkit-dev-api --desired-count 0/);
  });
});

describe('npm run deploy', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['infra/scripts/deploy.ts', ...args], {
      cwd: repository,
      encoding: 'utf8',
      env: programs.env,
    });

  it('prints every step as a dry run, and calls nothing that needs an account', async () => {
    programs.forget();
    for (const name of presetNames()) {
      const { status, stdout, stderr } = run(name, '--dry-run');
      assert.equal(status, 0, stderr);
      for (const step of stepsFor(parseEnvironmentConfig(await readPreset(name)))) {
        if (!step.onlyWhenNamed) assert.ok(stdout.includes(` ${step.name} `), `${name} ${step.name}`);
      }
      assert.match(stdout, /Nothing was deployed/);
    }
    const called = new Set(programs.calls);
    assert.deepEqual([...called], ['npm run --silent bundle:lambdas', 'npm run --silent verify:infra']);
  });

  it('does not deploy what comes with the repository as an example', () => {
    const { status, stderr } = run('prod');
    assert.equal(status, 2);
    assert.match(stderr, /example values: alarms.email, mail.from, domain, delivery.repository/);
  });

  it('says what it takes', () => {
    const { status, stderr } = run();
    assert.equal(status, 2);
    for (const step of stepNames) assert.ok(stderr.includes(step), step);
  });
});
