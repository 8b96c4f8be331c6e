import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { commandOf, isRunning } from '../process-info.ts';

/** What a running server says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly directory: string;
  readonly port: number;
  /** Connections are accepted. */
  readonly ready: boolean;
}

/** Lines of `postmaster.pid`: pid, data directory, start, port, socket folder, address, memory key, status. */
export const parsePostmaster = (text: string): Postmaster | null => {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, directory: lines[1] ?? '', port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
};

/**
 * The server that runs on this cluster, or null. A file left by a dead server is removed when its process id
 * is in use again by a stranger (after a reboot, in containers): the server itself would refuse to start then.
 */
export const findPostmaster = async (directory: string): Promise<Postmaster | null> => {
  const path = join(directory, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => null);
  const found = text === null ? null : parsePostmaster(text);
  if (!found) return null;
  if (await isServer(found.pid)) return found;
  await rm(path, { force: true });
  return null;
};

const isServer = async (pid: number): Promise<boolean> => {
  if (!(await isRunning(pid))) return false;
  const command = await commandOf(pid);
  return command === null || /(^|[\\/])postgres(\.exe)?[ :]/.test(`${command} `);
};
