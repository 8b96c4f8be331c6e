import { DeployError } from './deploy-error.ts';
import type { Shell } from './shell.ts';

/** The account as AWS's own command line sees it, in one region. */
export class Account {
  readonly region: string;
  readonly #shell: Shell;

  constructor(shell: Shell, region: string) {
    this.#shell = shell;
    this.region = region;
  }

  /** Number of the account. Throws `DeployError` with what to do about credentials. */
  whoAmI(): string {
    const answer = this.#shell.ask('aws', ['sts', 'get-caller-identity', '--output', 'json']);
    if (answer === null) {
      throw new DeployError(
        'deploy_credentials_missing',
        'AWS does not know who you are. Sign in (aws sso login) and name the profile: export AWS_PROFILE=…',
      );
    }
    return (JSON.parse(answer) as { Account: string }).Account;
  }

  /** The parsed answer of `aws SERVICE OPERATION …`. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what it answers is AWS's to say
  call<T>(...args: string[]): T {
    const text = this.#shell.run('aws', [...args, '--region', this.region, '--output', 'json']);
    return (text.trim() === '' ? {} : JSON.parse(text)) as T;
  }

  /** Null when AWS refuses, as it does for what is not there. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
  ask<T>(...args: string[]): T | null {
    const text = this.#shell.ask('aws', [...args, '--region', this.region, '--output', 'json']);
    if (text === null) return null;
    return (text.trim() === '' ? {} : JSON.parse(text)) as T;
  }

  /** Outputs of a stack, by the end of their names: CDK puts the path of the construct before it. */
  output(stack: string, name: string): string {
    const { Stacks } = this.call<{ Stacks: { Outputs?: { OutputKey: string; OutputValue: string }[] }[] }>(
      'cloudformation',
      'describe-stacks',
      '--stack-name',
      stack,
    );
    const found = Stacks[0]?.Outputs?.find(
      ({ OutputKey }) => OutputKey === name || new RegExp(`${name}[0-9A-F]{8}$`).test(OutputKey),
    );
    if (!found) throw new DeployError('deploy_step_failed', `${stack} has no output ${name}.`);
    return found.OutputValue;
  }
}
