import { join } from 'node:path';

import { inPackage, run, workspace } from './run.ts';

const elements = join(workspace, '..', 'elements');

/** Where the docs of the elements come from. */
export const manifestFile = join(elements, 'dist', 'custom-elements.json');

/** Reads attributes, slots, parts, properties and events out of the class comments of the elements. */
export const writeManifest = (): Promise<void> =>
  run(process.execPath, [inPackage('@custom-elements-manifest/analyzer', 'cem.js'), 'analyze'], elements);
