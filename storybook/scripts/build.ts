import { writeManifest } from './manifest.ts';
import { makeMedia } from './media.ts';
import { inPackage, run, workspace } from './run.ts';

/** Writes the showroom to `storybook-static/`, with everything that it needs. */
export const buildShowroom = async (): Promise<void> => {
  await writeManifest();
  await makeMedia();
  await run(
    process.execPath,
    [inPackage('storybook', 'dist/bin/dispatcher.js'), 'build', '--quiet', '--disable-telemetry'],
    workspace,
  );
};

if (import.meta.main) await buildShowroom();
