import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails with every rule of WCAG 2.2 AA that the page, shadow roots and frames included, breaks as it is now. */
export const assertAccessible = async (page: Page): Promise<void> => {
  // What is half faded has no contrast to measure.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // As a debugger would, for our pages run no script that is not theirs.
  await page.evaluate(`if (!globalThis.axe) { ${source} }`);
  const { violations } = await page.evaluate(
    (values): Promise<AxeResults> =>
      (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
        runOnly: { type: 'tag', values },
      }),
    tags,
  );
  await page.emulateMedia({ reducedMotion: null });
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)}: ${failureSummary ?? ''}`),
  );
  assert.deepEqual(faults, [], page.url());
};
