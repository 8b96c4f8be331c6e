import { existsSync } from 'node:fs';

/** What a program may use; whoever exceeds it is ended by the kernel. */
export interface ResourceLimits {
  /** Of address space; left out for what maps the memory of graphics cards, which takes any amount of that. */
  readonly memoryBytes?: number;
  readonly cpuSeconds: number;
  /** Size of any one file it writes. */
  readonly fileBytes: number;
}

const find = (name: string): string | null =>
  ['/usr/bin', '/bin'].map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? null;

const setpriv = process.platform === 'linux' ? find('setpriv') : null;
const prlimit = process.platform === 'linux' ? find('prlimit') : null;

/**
 * The command with the limits of the operating system around it, where util-linux is there: the kernel ends it
 * when this process dies, `kill -9` included, and when it exceeds its limits.
 */
export const guardedCommand = (command: readonly string[], limits?: ResourceLimits): readonly string[] => [
  ...(setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : []),
  ...(prlimit && limits
    ? [
        prlimit,
        ...(limits.memoryBytes === undefined ? [] : [`--as=${limits.memoryBytes}`]),
        `--cpu=${Math.ceil(limits.cpuSeconds)}`,
        `--fsize=${limits.fileBytes}`,
        '--core=0',
        '--nofile=256',
        '--',
      ]
    : []),
  ...command,
];
