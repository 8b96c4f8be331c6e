import { parseArgs } from 'node:util';

import { isPreset, presetNames } from '../presets.ts';
import { DeployError } from './deploy-error.ts';
import { isStepName, type StepName, stepNames } from './steps.ts';

export interface DeployOptions {
  readonly name: string;
  /** Prints every step, and runs what needs no account. */
  readonly dryRun: boolean;
  /** Null: all. */
  readonly steps: readonly StepName[] | null;
  /** Tag of the image; null: of the commit. */
  readonly image: string | null;
  /** Asks nothing. */
  readonly yes: boolean;
  /** Instead of a deployment; null: a deployment. */
  readonly task:
    | { readonly kind: 'destroy' | 'rotate-keys' | 'rotate-downloads' }
    | { readonly kind: 'vid'; readonly words: readonly string[] }
    | { readonly kind: 'scale'; readonly counts: ReadonlyMap<'api' | 'worker', number> }
    | null;
}

export const usage = `npm run deploy -- NAME [--dry-run] [--steps A,B] [--image TAG] [--yes]
  NAME                 an environment of infra/config: ${presetNames().join(', ')}
  --dry-run            print every step, and run what needs no account
  --steps A,B          only these: ${stepNames.join(', ')}
  --image TAG          an image that is in the registry, or the tag for the one that is built
  --yes                ask nothing
  --vid "COMMAND"      run the operators' command in a task: --vid "video list --owner ID"
  --scale api=N        as many tasks, with --scale worker=N beside it if wanted
  --rotate-keys        new keys of the installation
  --rotate-downloads   a new pair of keys for signed downloads
  --destroy            take the environment down`;

/** Throws `DeployError` (`deploy_usage`). */
export const parseDeployOptions = (args: readonly string[]): DeployOptions => {
  const { values, positionals } = parse(args);
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new DeployError('deploy_usage', usage);
  if (!isPreset(name)) {
    throw new DeployError('deploy_usage', `There is no infra/config/${name}.ts.\n${usage}`);
  }
  return {
    name,
    dryRun: values['dry-run'] ?? false,
    steps: values.steps === undefined ? null : stepsOf(values.steps),
    image: values.image === undefined ? null : tagOf(values.image),
    yes: values.yes ?? false,
    task: taskOf(values),
  };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        steps: { type: 'string' },
        image: { type: 'string' },
        yes: { type: 'boolean' },
        vid: { type: 'string' },
        scale: { type: 'string', multiple: true },
        'rotate-keys': { type: 'boolean' },
        'rotate-downloads': { type: 'boolean' },
        destroy: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new DeployError('deploy_usage', `${(error as Error).message}\n${usage}`, { cause: error });
  }
};

type Values = ReturnType<typeof parse>['values'];

const taskOf = (values: Values): DeployOptions['task'] => {
  const wanted: NonNullable<DeployOptions['task']>[] = [
    ...(['destroy', 'rotate-keys', 'rotate-downloads'] as const).flatMap((kind) =>
      values[kind] ? [{ kind }] : [],
    ),
    ...(values.vid === undefined ? [] : [{ kind: 'vid' as const, words: wordsOf(values.vid) }]),
    ...(values.scale === undefined ? [] : [{ kind: 'scale' as const, counts: countsOf(values.scale) }]),
  ];
  if (wanted.length > 1) throw new DeployError('deploy_usage', `One at a time.\n${usage}`);
  return wanted[0] ?? null;
};

const stepsOf = (text: string): StepName[] =>
  text.split(',').map((step) => {
    if (!isStepName(step)) throw new DeployError('deploy_usage', `There is no step "${step}".\n${usage}`);
    return step;
  });

const tagOf = (text: string): string => {
  if (!/^[A-Za-z0-9_][\w.-]{0,127}$/.test(text)) {
    throw new DeployError('deploy_usage', `"${text}" is no tag of an image.`);
  }
  return text;
};

/** Words as a shell would part them, with quotes. */
const wordsOf = (text: string): string[] => {
  const words = [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  if (words.length === 0) throw new DeployError('deploy_usage', 'What command? --vid "doctor"');
  return words;
};

const countsOf = (texts: readonly string[]): Map<'api' | 'worker', number> =>
  new Map(
    texts.map((text) => {
      const [, service, count] = /^(api|worker)=(\d{1,3})$/.exec(text) ?? [];
      if (service === undefined) throw new DeployError('deploy_usage', `"${text}" is not api=N or worker=N.`);
      return [service as 'api' | 'worker', Number(count)] as const;
    }),
  );
