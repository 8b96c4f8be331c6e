import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { StorybookConfig } from '@storybook/web-components-vite';
import { defaultClientConditions } from 'vite';

import { manifestFile } from '../scripts/manifest.ts';
import { mediaFolder } from '../scripts/media.ts';

/** Packages are hoisted to the root of the repository, where Storybook does not look for them by name. */
const folderOf = (name: string): string =>
  dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));

const config: StorybookConfig = {
  stories: ['../stories/**/*.stories.ts'],
  addons: [folderOf('@storybook/addon-docs'), folderOf('@storybook/addon-a11y')],
  framework: {
    name: folderOf('@storybook/web-components-vite') as '@storybook/web-components-vite',
    options: {},
  },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  staticDirs: [{ from: mediaFolder, to: '/media' }],
  viteFinal: async (vite) => ({
    ...vite,
    define: { ...vite.define, elementsManifest: await readFile(manifestFile, 'utf8') },
    resolve: { ...vite.resolve, conditions: ['source', ...defaultClientConditions] },
    build: { ...vite.build, chunkSizeWarningLimit: 4_000 },
  }),
};

export default config;
