import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { cacheFolder } from './folders.mjs';

/** Errors are told although the npm that started us was told to be silent; who is offline learns it in seconds. */
const settings = ['--loglevel=error', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=5000'];

/**
 * Runs npm quietly; what it wrote is shown only when it failed.
 * @param {readonly string[]} args
 * @param {{ cwd: string, task: string }} options `task` completes "Could not …" for the message.
 */
export const npm = async (args, { cwd, task }) => {
  const { program, before } = npmProgram();
  /** @type {{ code: number | null, output: string }} */
  const { code, output } = await new Promise((settle) => {
    const child = spawn(program, [...before, ...args, ...settings], {
      cwd,
      env: npmEnvironment(),
      shell: program === 'npm' && process.platform === 'win32',
    });
    let output = '';
    /** @param {Buffer} chunk */
    const collect = (chunk) => void (output = (output + chunk.toString()).slice(0, 64_000));
    child.stdin.end();
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => settle({ code: -1, output: error.message }));
    child.once('close', (code) => settle({ code, output }));
  });
  if (code === 0) return;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(output)) {
    throw new Failure(
      'offline',
      `Could not ${task}: the npm registry cannot be reached. Go online and start again.`,
    );
  }
  if (/ENOSPC/.test(output)) throw new Failure('diskFull', `Could not ${task}: the disk is full.`);
  throw new Failure('failed', `Could not ${task}:\n${reasonIn(output)}`);
};

/**
 * The reason stands in npm's first lines; its manual follows.
 * @param {string} output
 */
const reasonIn = (output) => {
  const lines = output.split('\n').filter((line) => line.startsWith('npm error'));
  return (lines.length > 0 ? lines.slice(0, 12) : [output.slice(-2000)]).join('\n').trim();
};

/** The npm that started us, if one did: it may not be on PATH. */
const npmProgram = () => {
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('npm-cli.js')
    ? { program: process.execPath, before: [cli] }
    : { program: 'npm', before: [] };
};

const npmEnvironment = () => {
  // An npm that started us tells its own settings to whatever runs below it; the folder would be the wrong one.
  const env = { ...process.env };
  delete env['npm_config_local_prefix'];
  delete env['npm_config_prefix'];
  const { folder, own } = cacheFolder();
  return {
    ...env,
    PUPPETEER_SKIP_DOWNLOAD: 'true',
    ...(own ? {} : { npm_config_cache: join(folder, 'npm') }),
  };
};
