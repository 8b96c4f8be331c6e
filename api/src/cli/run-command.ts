import { parseArgs } from 'node:util';

import { ApiError } from '@vidkit/contracts/client';
import { ConfigError, readConfig } from '@vidkit/platform/config';

import { CliError } from './cli-error.ts';
import { listQueue, redriveQueue } from './queue-commands.ts';
import { createSite } from './site-command.ts';
import { uploadFile } from './upload-command.ts';
import { createUploadToken, listUploadTokens, revokeUploadToken } from './upload-token-commands.ts';
import { copyStorage } from './storage-command.ts';
import { createUser } from './user-command.ts';
import {
  archiveVideo,
  generateCaptions,
  listVideos,
  reprocessVideo,
  trimVideo,
  unarchiveVideo,
} from './video-commands.ts';
import { runMigrations } from './migrate-command.ts';
import type { Command } from './command.ts';

/** The operators' tool. Speaks to the database for accounts, to the queue of its messages, and to the running API, as its users do, for all else. */
const commands: Record<string, Command> = {
  'user create': createUser,
  'site create': createSite,
  upload: uploadFile,
  'upload-token create': createUploadToken,
  'upload-token list': listUploadTokens,
  'upload-token revoke': revokeUploadToken,
  'video list': listVideos,
  'video reprocess': reprocessVideo,
  'video trim': trimVideo,
  'video archive': archiveVideo,
  'video unarchive': unarchiveVideo,
  'video captions': generateCaptions,
  'queue list': listQueue,
  'queue redrive': redriveQueue,
  'storage copy': copyStorage,
  migrate: runMigrations,
};

const usage = (): string =>
  [
    'npm run vid -- COMMAND [OPTIONS]',
    '',
    ...Object.entries(commands).map(
      ([name, command]) => `  ${`${name} ${command.usage}`.padEnd(66)}${command.summary}`,
    ),
    '',
    'Every command takes --json for an answer that programs can read.',
  ].join('\n');

/** What a person at the terminal is told; with a stack only where nobody foresaw it. */
const textOf = (error: unknown): unknown => {
  if (error instanceof CliError || error instanceof ConfigError) return error.message;
  if (!(error instanceof ApiError)) return error;
  if (error.code === 'network') return 'The server does not answer. Start it with npm start, or set PORT.';
  const faults = error.problem?.errors?.map(({ pointer, message }) => `\n  ${pointer}: ${message}`) ?? [];
  return `${error.message} (${error.code})${faults.join('')}`;
};

/** What a command is given by its surroundings; those of the process unless said otherwise. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream;
  readonly out: (line: string) => void;
  /** Told by an unforeseen error as it is, else by a line. */
  readonly err: (what: unknown) => void;
}

const ofProcess: Surroundings = {
  env: process.env,
  stdin: process.stdin,
  out: console.log,
  err: console.error,
};

/** Runs one command. Resolves with the exit code: 64 for arguments that it does not take, 1 for any other failure. */
export const runCommand = async (
  argv: readonly string[],
  { env, stdin, out, err }: Surroundings = ofProcess,
): Promise<number> => {
  const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((candidate) => candidate in commands);
  const command = name === undefined ? undefined : commands[name];
  if (name === undefined || !command || argv.includes('--help')) {
    out(usage());
    return argv.length === 0 || argv.includes('--help') ? 0 : 64;
  }
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(name.split(' ').length),
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const answer = await command.run({
      values: values,
      positionals,
      config: readConfig(env),
      stdin,
    });
    out(values['json'] ? JSON.stringify(answer.data) : answer.text);
    return 0;
  } catch (error) {
    const wrongArguments = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    err(wrongArguments ? (error as Error).message : textOf(error));
    return wrongArguments ? 64 : 1;
  }
};
