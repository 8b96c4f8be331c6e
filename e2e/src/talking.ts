import type { Locator, Page } from 'playwright-core';

import { until } from './until.ts';

/** The thread or reply with this text. */
export const comment = (page: Page, text: string): Locator =>
  page.locator('vid-comments').locator('[part~=comment]').filter({ hasText: text }).first();

/** Writes into the composer on top, without sending. */
export const draft = async (page: Page, text: string): Promise<void> => {
  await page.locator('vid-comments').getByRole('textbox', { name: 'Your comment' }).fill(text);
};

/** Sends what was written by somebody who is signed in, and waits until it is stored. */
export const post = async (page: Page, text: string): Promise<void> => {
  await draft(page, text);
  const stored = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && /\/v1\/videos\/[^/]+\/comments$/.test(answer.url()),
  );
  await page.locator('vid-comments').getByRole('button', { name: 'Comment', exact: true }).click();
  const status = (await stored).status();
  if (status !== 201) throw new Error(`The comment was answered with ${status}`);
  await comment(page, text).waitFor();
};

/** Waits until a comment of somebody else is here, which may wait behind the button that announces it. */
export const arrives = async (page: Page, text: string): Promise<Locator> => {
  const announced = page.locator('vid-comments').getByRole('button', { name: /new comments?$/ });
  await until(`The comment “${text}”`, async () => {
    if (await comment(page, text).isVisible()) return true;
    // It may go away by itself meanwhile.
    if (await announced.isVisible()) await announced.click({ timeout: 2000 });
    return false;
  });
  return comment(page, text);
};
