import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';

/** A process that says when it is there. */
const start = async (script: string, detached: boolean): Promise<number> => {
  const child = spawn(
    process.execPath,
    ['--eval', `${script}; console.log('there'); setInterval(() => {}, 1000)`],
    {
      detached,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  await once(child.stdout, 'data');
  return child.pid ?? 0;
};

const deaf = "process.on('SIGTERM', () => {})";
const pids = [process.pid, await start('', false), await start('', true), await start(deaf, true)];
const file = process.argv[2] ?? '';
await writeFile(`${file}.new`, JSON.stringify(pids));
await rename(`${file}.new`, file);
setInterval(() => undefined, 1000);
