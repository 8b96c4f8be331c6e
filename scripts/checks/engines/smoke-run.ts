import { keys, waitFor, type DrivenBrowser } from './driven-browser.ts';

export interface SmokeResult {
  readonly passed: readonly string[];
  /** What could not be tried here, and why. */
  readonly skipped: readonly string[];
  readonly failed: readonly string[];
}

const player = `document.querySelector('vid-player')`;
const inside = (selector: string): string => `${player}.shadowRoot.querySelector('${selector}')`;
const h264 = 'video/mp4; codecs="avc1.64001f,mp4a.40.2"';

/** Poster, play, keys, menu, captions and accessibility of the built player at `url`, as a person uses it. */
export const smoke = async (browser: DrivenBrowser, url: string): Promise<SmokeResult> => {
  const result = { passed: [] as string[], skipped: [] as string[], failed: [] as string[] };
  const check = async (what: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      result.passed.push(what);
      return true;
    } catch (error) {
      result.failed.push(`${what}: ${(error as Error).message}`);
      return false;
    }
  };
  const see = (what: string, expression: string): Promise<unknown> =>
    waitFor(what, () => browser.evaluate<boolean>(expression));
  const click = async (selector: string): Promise<void> => {
    const [x = 0, y = 0] = await browser.evaluate<number[]>(
      `(() => { const box = ${inside(selector)}.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2]; })()`,
    );
    await browser.click(x, y);
  };
  const accessible = async (): Promise<void> => {
    const violations = await browser.evaluate<string[]>(
      `axe.run(${player}).then(({ violations }) => violations.map(({ id, nodes }) =>
        id + ' ' + nodes.map(({ html }) => html.slice(0, 120)).join(' ')))`,
    );
    if (violations.length > 0) throw new Error(violations.join('; '));
  };

  await browser.open(url);
  const loads = await check('loads: poster, button, and a place of its own', async () => {
    await see('the element is defined', `${player}.matches(':defined')`);
    await browser.evaluate(`void (${player}.src = '/media/master.m3u8')`);
    await see('the poster', `${inside('img[part="poster"]')}?.naturalWidth > 0`);
    await see('the button', `${inside('[part="play-button"]')} !== null`);
    await see('16 by 9', `Math.abs(${player}.offsetWidth / ${player}.offsetHeight - 16 / 9) < 0.02`);
  });
  if (!loads) return result;
  await check('is accessible at rest', accessible);

  const codecs = await browser.evaluate<boolean>(
    `'MediaSource' in window && MediaSource.isTypeSupported('${h264}')`,
  );
  if (!codecs) {
    result.skipped.push(
      'playing: no H.264 with AAC here (Firefox: libavcodec; WebKitGTK: gstreamer1.0-libav)',
    );
    return result;
  }
  const plays = await check('plays an adaptive stream after a click', async () => {
    await click('[part="play-button"]');
    await see('the picture moves', `${player}.currentTime > 0.5 && ${player}.videoWidth > 0`);
    await see('the controls', `${inside('.controls')} !== null`);
  }).catch(() => false);
  if (!plays) {
    result.failed.push(
      `state: ${await browser.evaluate<string>(`JSON.stringify({ time: ${player}.currentTime,
      ready: ${player}.readyState, paused: ${player}.paused, error: ${player}.error?.message, complaints })`)}`,
    );
    return result;
  }
  await check('is accessible while it plays', accessible);
  await check('pauses, plays and seeks by keys', async () => {
    await browser.press(keys.Space);
    await see('the pause', `${player}.paused`);
    const before = await browser.evaluate<number>(`${player}.currentTime`);
    await browser.press(keys.ArrowRight);
    await see('the seek', `${player}.currentTime > ${before + 4}`);
    await browser.press('k');
    await see('it plays again', `!${player}.paused && !${player}.seeking`);
  });
  await check('shows captions', async () => {
    await browser.press('c');
    await see('a caption', `${inside('[part="caption"]')}?.textContent.length > 3`);
  });
  await check('opens its menu, accessibly, and closes it', async () => {
    await browser.press(keys.Space);
    await see('the settings button', `${inside('[aria-haspopup]')} !== null`);
    await click('[aria-haspopup]');
    await see('the menu', `${inside('[role="menu"]')} !== null`);
    await accessible();
    await browser.press(keys.Escape);
    await see('no menu', `${inside('[role="menu"]')} === null`);
  });
  await check('says nothing against it', async () => {
    const complaints = await browser.evaluate<string[]>('complaints');
    if (complaints.length > 0) throw new Error(complaints.join('; '));
  });
  return result;
};
