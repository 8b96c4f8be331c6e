import type { Locator, Page } from 'playwright-core';

import { until } from './until.ts';

/** The row of a file in the uploader; files are titled by their names without the ending. */
export const uploadRow = (page: Page, title: string): Locator =>
  page
    .locator('vid-upload')
    .getByRole('listitem')
    .filter({ has: page.locator(`:is(input, span):text-is("${title}"), [aria-label*="${title}"]`) });

/** Hands files to the uploader on the page. */
export const chooseFiles = (page: Page, paths: string | string[]): Promise<void> =>
  page.locator('vid-upload input[type=file]').setInputFiles(paths);

/** Drops a file from the disk onto the uploader, as a hand would: with that, Chromium knows it again after a reload. */
export const dropFile = async (page: Page, path: string): Promise<void> => {
  const box = await page
    .locator('vid-upload')
    .getByRole('button', { name: /^Choose video/ })
    .boundingBox();
  if (!box) throw new Error('The uploader is not to be seen.');
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: box.x + 5, y: box.y + 5, data });
  await session.detach();
};

/** Collects every different text that a place shows, until one fits. Resolves with all of them. */
export const watchText = async (
  place: Locator,
  end: RegExp,
  withinMs: number,
): Promise<readonly string[]> => {
  const seen: string[] = [];
  await until(
    `The text ${end}`,
    async () => {
      const text = (await place.innerText({ timeout: 5000 })).replaceAll(/\s+/g, ' ');
      if (text !== seen.at(-1)) seen.push(text);
      return end.test(text);
    },
    { withinMs, everyMs: 60 },
  ).catch((error: unknown) => {
    throw new Error(`Shown so far:\n${seen.join('\n')}`, { cause: error });
  });
  return seen;
};

/** The id in an address of the studio or of the watch page. */
export const videoIdIn = (address: string): string => {
  const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(address)?.[0];
  if (!id) throw new Error(`There is no video in ${address}`);
  return id;
};

/** The access token that the page works with, from its next request to the API. */
export const tokenOf = async (page: Page): Promise<string> => {
  const request = page.waitForRequest(
    (asked) => asked.headers()['authorization']?.startsWith('Bearer ') ?? false,
  );
  await page.reload();
  return (await request).headers()['authorization']!.slice('Bearer '.length);
};
