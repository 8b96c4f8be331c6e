import { existsSync } from 'node:fs';

import { chromeLauncher } from '@web/test-runner-chrome';

const executable = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
  .filter(Boolean)
  .find((path) => existsSync(path));

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
  '--force-prefers-reduced-motion',
];

/**
 * The browser of the element tests. Reduced motion makes states settle at once, so that axe never measures the
 * contrast of something half faded.
 */
export const chromium = ({ autoplay = true } = {}) =>
  chromeLauncher({
    launchOptions: {
      ...(executable ? { executablePath: executable } : {}),
      args: autoplay ? [...flags, '--autoplay-policy=no-user-gesture-required'] : flags,
    },
  });
