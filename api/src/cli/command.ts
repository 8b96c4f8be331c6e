import type { ParseArgsConfig } from 'node:util';

import type { Config } from '@vidkit/platform/config';

import { CliError } from './cli-error.ts';

export interface CommandInput {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
  readonly config: Config;
  readonly stdin: NodeJS.ReadableStream;
}

export interface Command {
  readonly usage: string;
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(input: CommandInput): Promise<{ text: string; data: unknown }>;
}

/** A text option that must be there. */
export const required = (input: CommandInput, name: string): string => {
  const value = input.values[name];
  if (typeof value !== 'string' || value === '') throw new CliError(`--${name} is missing.`);
  return value;
};

export const optional = (input: CommandInput, name: string): string | undefined => {
  const value = input.values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
