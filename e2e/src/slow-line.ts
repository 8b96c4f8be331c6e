import type { CDPSession, Page } from 'playwright-core';

const sessions = new WeakMap<Page, CDPSession>();

/**
 * How fast a page may send, in bytes per second; −1 takes the limit away, and with it everything that could stand against
 * what the browser's context says of the line.
 */
export const slowDownUploads = async (page: Page, uploadThroughput: number): Promise<void> => {
  const known = sessions.get(page);
  if (uploadThroughput < 0) {
    sessions.delete(page);
    await known?.detach();
    return;
  }
  const session = known ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
};
