import { chromium, type Browser } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--mute-audio',
  '--disable-background-networking',
];

/** A browser that stays open, so that its own start does not count. */
export const openBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...flags, ...more],
  });

/** Opens a video's embed page, presses play, and resolves when the first frame is on the screen. */
export const firstFrame = async (browser: Browser, address: string): Promise<void> => {
  const page = await browser.newPage();
  try {
    await page.goto(address);
    await page.getByRole('button', { name: 'Play' }).first().click();
    await page.waitForFunction(() => {
      const media = document.querySelector('vid-player')?.shadowRoot?.querySelector('video');
      return (media?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 0;
    });
  } finally {
    await page.close();
  }
};
