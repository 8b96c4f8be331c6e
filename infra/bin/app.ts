import { join } from 'node:path';

import { isPreset, readPreset } from '../lib/presets.ts';
import { vidkitApp } from '../lib/vidkit-app.ts';

/** Started by `cdk`, with the environment's name in `VIDKIT_ENVIRONMENT`. */
const name = process.env['VIDKIT_ENVIRONMENT'] ?? 'dev';
if (!isPreset(name)) {
  console.error(`VIDKIT_ENVIRONMENT names no file of infra/config: ${name}`);
  process.exit(2);
}

try {
  vidkitApp({
    config: await readPreset(name),
    bundles: process.env['VIDKIT_BUNDLES'] ?? join(import.meta.dirname, '../../pipelines/dist/lambdas'),
    imageTag: process.env['VIDKIT_IMAGE'] ?? 'bootstrap',
    downloadKeyVersion: Number(process.env['VIDKIT_DOWNLOAD_KEY'] ?? 1),
  }).synth();
} catch (error) {
  if (!(error instanceof Error && 'code' in error)) throw error;
  console.error(error.message);
  process.exit(2);
}
