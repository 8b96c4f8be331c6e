import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';

import { type EnvironmentConfig, parseEnvironmentConfig } from '../lib/config.ts';
import { DeployError } from '../lib/deploy/deploy-error.ts';
import { type DeployOptions, parseDeployOptions } from '../lib/deploy/deploy-options.ts';
import { Deployment } from '../lib/deploy/deployment.ts';
import { Shell } from '../lib/deploy/shell.ts';
import { exampleValues, type Step, stepsFor } from '../lib/deploy/steps.ts';
import { readPreset } from '../lib/presets.ts';

const repository = join(import.meta.dirname, '../..');

/** `npm run deploy -- NAME`: from this folder to a product that answers, or what would be done. */
const main = async (): Promise<void> => {
  const options = parseDeployOptions(process.argv.slice(2));
  const config = parseEnvironmentConfig(await readPreset(options.name));
  const examples = exampleValues(config);
  if (examples.length > 0 && !options.dryRun) {
    throw new DeployError(
      'deploy_example_values',
      `infra/config/${options.name}.ts still has example values: ${examples.join(', ')}.`,
    );
  }
  const deployment = new Deployment({
    config,
    shell: new Shell({ cwd: repository }),
    repository,
    imageTag: options.image ?? commit(),
    say: (line) => console.log(`   ${line}`),
  });
  if (options.task) return carryOut(options.task, { deployment, config, options });

  const steps = stepsFor(config).filter(
    ({ name, onlyWhenNamed }) => options.steps?.includes(name) ?? !onlyWhenNamed,
  );
  for (const [index, step] of steps.entries())
    await take(step, { index, of: steps.length, deployment, options });
  if (options.dryRun) {
    console.log('\nNothing was deployed.');
    if (examples.length > 0)
      console.log(`Before it can be: ${examples.join(', ')} in infra/config/${options.name}.ts.`);
  } else if (options.steps === null) {
    console.log(`\n${deployment.publicUrl}`);
  }
};

interface Taking {
  readonly index: number;
  readonly of: number;
  readonly deployment: Deployment;
  readonly options: DeployOptions;
}

const take = async (step: Step, { index, of, deployment, options }: Taking): Promise<void> => {
  const skipped = options.dryRun && !step.offline;
  console.log(
    `${String(index + 1).padStart(2)}/${of} ${step.name.padEnd(14)} ${step.what}${skipped ? ' [needs an account]' : ''}`,
  );
  if (!skipped) await deployment.steps[step.name]();
};

const carryOut = async (
  task: NonNullable<DeployOptions['task']>,
  {
    deployment,
    config,
    options,
  }: { deployment: Deployment; config: EnvironmentConfig; options: DeployOptions },
): Promise<void> => {
  if (options.dryRun) {
    console.log(`${task.kind} of ${config.name} [needs an account]\n\nNothing was done.`);
    return;
  }
  switch (task.kind) {
    case 'vid':
      return deployment.runTask(['node', 'api/src/cli/vid.ts', ...task.words]);
    case 'scale':
      return deployment.scale(task.counts);
    case 'rotate-keys':
      return deployment.rotateKeys();
    case 'rotate-downloads':
      return deployment.rotateDownloads();
    case 'destroy':
      await confirm(`Everything of ${config.name} that is not protected goes. Type its name to go on: `, {
        config,
        options,
      });
      return deployment.destroy();
  }
};

const confirm = async (
  question: string,
  { config, options }: { config: EnvironmentConfig; options: DeployOptions },
): Promise<void> => {
  if (options.yes) return;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(question);
  lines.close();
  if (answer !== config.name) throw new DeployError('deploy_usage', 'Nothing was taken down.');
};

/** Images are told apart by the commit that they were built from. */
const commit = (): string =>
  execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: repository, encoding: 'utf8' }).trim();

try {
  await main();
} catch (error) {
  if (!(error instanceof Error && 'code' in error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
