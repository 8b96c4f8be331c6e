import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { handlerNames } from '../lib/handler-names.ts';

/** A folder that looks as if the functions had been bundled: what is in them does not matter to a template. */
export const placeholderBundles = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vidkit-bundles-'));
  for (const name of handlerNames) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), 'export const handler = async () => {};\n');
  }
  return folder;
};
