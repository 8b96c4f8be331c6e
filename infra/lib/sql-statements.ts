import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Statements of a file of `sql/`, without comments; `${NAME}` is replaced. Throws when a value is missing. */
export const sqlStatements = (file: string, values: Readonly<Record<string, string>> = {}): string[] =>
  readFileSync(join(import.meta.dirname, '../sql', file), 'utf8')
    .replace(/^--.*$/gm, '')
    .replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${file} needs a value for ${name}.`);
      return value;
    })
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
