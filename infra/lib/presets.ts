import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = join(import.meta.dirname, '../config');

const fileOf = (name: string): string => join(folder, `${name}.ts`);

/** Environments are the files of `config/`. */
export const presetNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .sort();

export const isPreset = (name: string): boolean => /^[a-z][a-z0-9]*$/.test(name) && existsSync(fileOf(name));

/** As it is written there; `parseEnvironmentConfig` says whether it holds. */
export const readPreset = async (name: string): Promise<unknown> =>
  ((await import(pathToFileURL(fileOf(name)).href)) as { default: unknown }).default;
