import { access, chmod, constants, mkdir, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';

import { Failure } from '../bootstrap/failure.mjs';

const neededDiskBytes = 512 * 1024 ** 2;

/** Makes the data folder, private to us, if it is missing. Fails with `notAllowed`. */
export const prepareDataDir = async (dataDir: string): Promise<void> => {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    // Others may pass through at most (PostgreSQL under another account needs it), never read or write.
    const { mode } = await stat(dataDir);
    if (mode & 0o066) await chmod(dataDir, 0o700);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new Failure('diskFull', `The disk of ${dataDir} is full.`, { cause });
    throw new Failure(
      'notAllowed',
      `No permission to write in ${dataDir}. Choose another folder with DATA_DIR.`,
      { cause },
    );
  }
};

/** Fails with `diskFull` when the data folder's disk has less than 512 MB left. */
export const requireDiskSpace = async (dataDir: string, needed = neededDiskBytes): Promise<void> => {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  if (free >= needed) return;
  throw new Failure(
    'diskFull',
    `Only ${megabytes(free)} are free on the disk of ${dataDir}; at least ${megabytes(needed)} are needed. ` +
      'Make room, or choose another disk with DATA_DIR.',
  );
};

/** Fails with `portTaken` or `notAllowed` when we could not listen there. `variable` is how to choose another. */
export const requirePort = async (host: string, port: number, variable: string): Promise<void> => {
  const error = await tryListen(host, port);
  if (!error) return;
  const example = `${variable}=${port + 10 > 65_534 ? port - 10 : port + 10} npm start`;
  if (error.code === 'EADDRINUSE') {
    throw new Failure('portTaken', `Port ${port} is taken by another program. Choose another: ${example}`);
  }
  if (error.code === 'EACCES') {
    throw new Failure('notAllowed', `Port ${port} is not open to this account. Choose another: ${example}`);
  }
  throw new Failure('badConfiguration', `HOST ${host} is no address of this machine (${error.code}).`, {
    cause: error,
  });
};

const tryListen = (host: string, port: number): Promise<NodeJS.ErrnoException | null> =>
  new Promise((settle) => {
    const server = createServer();
    server.once('error', settle);
    server.listen({ host, port, exclusive: true }, () => server.close(() => settle(null)));
  });

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MB`;
