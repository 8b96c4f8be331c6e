import { parseArgs } from 'node:util';

import { ConfigError, readConfig } from '@vidkit/platform/config';

import { CliError } from './cli-error.ts';
import { createSite } from './site-command.ts';
import { uploadFile } from './upload-command.ts';
import { createUser } from './user-command.ts';
import { generateCaptions, listVideos, reprocessVideo, trimVideo } from './video-commands.ts';
import { runMigrations } from './migrate-command.ts';
import type { Command } from './command.ts';

/** The operators' tool. Speaks to the database for accounts, and to the running API, as its users do, for all else. */
const commands: Record<string, Command> = {
  'user create': createUser,
  'site create': createSite,
  upload: uploadFile,
  'video list': listVideos,
  'video reprocess': reprocessVideo,
  'video trim': trimVideo,
  'video captions': generateCaptions,
  migrate: runMigrations,
};

const usage = (): string =>
  [
    'npm run vid -- COMMAND [OPTIONS]',
    '',
    ...Object.entries(commands).map(
      ([name, command]) => `  ${`${name} ${command.usage}`.padEnd(64)}${command.summary}`,
    ),
    '',
    'Every command takes --json for an answer that programs can read.',
  ].join('\n');

const main = async (argv: readonly string[]): Promise<number> => {
  const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((candidate) => candidate in commands);
  const command = name === undefined ? undefined : commands[name];
  if (name === undefined || !command || argv.includes('--help')) {
    console.log(usage());
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
      config: readConfig(),
    });
    console.log(values['json'] ? JSON.stringify(answer.data) : answer.text);
    return 0;
  } catch (error) {
    const known = error instanceof CliError || error instanceof ConfigError;
    const wrongArguments = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    console.error(known || wrongArguments ? (error as Error).message : error);
    return wrongArguments ? 64 : 1;
  }
};

process.exitCode = await main(process.argv.slice(2));
