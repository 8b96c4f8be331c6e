import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { repository } from '../bootstrap/folders.mjs';
import { build, isBuilt } from '../product/build.ts';
import { type DrivenBrowser, MissingBrowser } from './engines/driven-browser.ts';
import { launchFirefox } from './engines/firefox.ts';
import { serveSmokePage, type SmokePage } from './engines/smoke-page.ts';
import { smoke } from './engines/smoke-run.ts';
import { launchWebKit } from './engines/webkit.ts';

const browsers = { Firefox: launchFirefox, WebKitGTK: launchWebKit };

/**
 * `npm run test:engines`: the built player in browsers other than Chromium, where the system has them. One that is not
 * there is skipped, with the command that brings it; the last line is `N passed, N failed, N skipped`.
 */
const run = async (): Promise<void> => {
  if (!(await isBuilt())) await build();
  let page: SmokePage | null = null;
  const total = { passed: 0, failed: 0, skipped: 0 };
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const [name, launch] of Object.entries(browsers)) {
    let browser: DrivenBrowser | null = null;
    try {
      browser = await launch();
      page ??= await servePage();
      const { passed, failed, skipped } = await smoke(browser, page.url);
      say(`${browser.name}: ${passed.length} passed, ${failed.length} failed`);
      for (const what of passed) say(`  ✓ ${what}`);
      for (const what of skipped) say(`  – skipped: ${what}`);
      for (const what of failed) say(`  ✗ ${what}`);
      total.passed += passed.length;
      total.failed += failed.length;
      total.skipped += skipped.length;
    } catch (error) {
      if (error instanceof MissingBrowser) {
        say(`${name}: skipped, it is not installed here: ${error.message}`);
        total.skipped += 1;
      } else {
        say(`${name}: ✗ ${(error as Error).message}`);
        total.failed += 1;
      }
    } finally {
      await browser?.close();
    }
  }
  await page?.stop();
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed === 0 ? 0 : 1;
};

const servePage = async (): Promise<SmokePage> => {
  const media = pathToFileURL(join(repository, 'elements/testing/media.js')).href;
  const { makeMedia } = (await import(media)) as { makeMedia: () => Promise<string> };
  return serveSmokePage(await makeMedia());
};

await run();
