import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: Record<string, unknown>;
  readonly Parameters?: Record<string, unknown>;
}

export interface StackTemplate {
  readonly stack: string;
  readonly template: Template;
  readonly file: string;
}

/** What a check has against a template. Two findings are the same when `check`, `where` and `message` are. */
export interface Finding {
  readonly check: string;
  readonly where: string;
  readonly message: string;
}

/** Templates of a folder that an app was synthesised into. */
export const readAssembly = (folder: string): StackTemplate[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .sort()
    .map((file) => ({
      stack: file.replace('.template.json', ''),
      file: join(folder, file),
      template: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template,
    }));

export const ofType = (
  template: Template,
  ...types: string[]
): [string, Record<string, unknown>, Resource][] =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => types.includes(Type))
    .map(([id, resource]) => [id, resource.Properties ?? {}, resource]);

/** Every value of a template with its path, leaves and objects alike. */
export function* walk(value: unknown, path: readonly string[] = []): Generator<[readonly string[], unknown]> {
  yield [path, value];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walk(item, [...path, String(index)]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* walk(item, [...path, key]);
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asList = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
