import { expect } from '@open-wc/testing';

import { videoPath } from '../app/routes.ts';
import { createVideo } from '../testing/create-video.ts';
import { closeStudio, openStudio, type OpenStudio } from '../testing/open-studio.ts';
import type { FilmStrip } from './film-strip.ts';
import { until } from '../testing/until.ts';

const write = (studio: OpenStudio, end: 'startMs' | 'endMs', text: string): void => {
  const field = studio.find(`#${end}`) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('change'));
};
const value = (studio: OpenStudio, end: 'startMs' | 'endMs'): string =>
  (studio.find(`#${end}`) as HTMLInputElement).value;

const press = (handle: HTMLElement, key: string): void => {
  handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
};

describe('the trim of a video', () => {
  afterEach(closeStudio);

  const open = async (overrides: Parameters<typeof createVideo>[0] = {}): Promise<[OpenStudio, string]> => {
    const video = createVideo({ title: 'Harbour', ...overrides });
    return [await openStudio(videoPath(video.id, 'trim'), { videos: [video] }), video.id];
  };

  it('is chosen by times, applied and undone', async () => {
    const [studio] = await open();
    await studio.says('1:10 of 1:10 remain');
    await studio.isAccessible();
    write(studio, 'startMs', '0:02.5');
    write(studio, 'endMs', '62');
    await studio.says('0:59.5 of 1:10 remain');
    await studio.click('Apply');
    await studio.says('The new version is being made');
    const [call] = await studio.world.calls('PUT /v1/videos/:id/trim');
    expect(call?.body).to.deep.equal({ trim: { startMs: 2500, endMs: 62_000 } });
    expect(call?.ifMatch).to.equal('"v1"');
    await studio.isAccessible();
    await studio.click('Undo trim');
    await studio.says('The whole video is shown again');
    await studio.says('1:10 of 1:10 remain');
    const calls = await studio.world.calls('PUT /v1/videos/:id/trim');
    expect(calls.at(-1)?.body).to.deep.equal({ trim: null });
  });

  it('lies over what the video shows', async () => {
    const [studio] = await open();
    const strip = await studio.seen<FilmStrip>('film-strip');
    const pictures = () => studio.all('.picture');
    await until(() => pictures().length > 1, 'no pictures');
    expect(pictures()[0]?.style.backgroundImage).to.match(/\/media\/storyboard\.jpg/);
    const places = pictures().map(({ style }) => style.backgroundPosition);
    expect(new Set(places).size).to.be.greaterThan(1);
    strip.url = '/media/none.vtt';
    await until(() => pictures().length === 0, 'pictures without a storyboard');
  });

  it('is chosen by handles, which stop a second before they meet', async () => {
    const [studio] = await open();
    const start = await studio.seen<HTMLInputElement>('input[aria-label=Start]');
    const end = await studio.seen<HTMLInputElement>('input[aria-label=End]');
    press(start, 'ArrowRight');
    await until(() => value(studio, 'startMs') === '0:00.1');
    press(start, 'PageUp');
    await until(() => value(studio, 'startMs') === '0:05.1');
    expect(start.getAttribute('aria-valuetext')).to.equal('0:05.1');
    end.value = '0';
    end.dispatchEvent(new Event('input'));
    await until(() => value(studio, 'endMs') === '0:06.1');
    expect(end.value).to.equal('6100');
    await studio.says('0:01 of 1:10 remain');
    document.documentElement.dir = 'rtl';
    await until(() => getComputedStyle(end).direction === 'rtl');
    press(end, 'ArrowLeft');
    await until(() => value(studio, 'endMs') === '0:06.2');
    await studio.isAccessible();
    document.documentElement.dir = '';
  });

  it('takes the moment that the player shows', async () => {
    const [studio] = await open();
    const player = await studio.seen<HTMLElement & { currentTime: number }>('vid-player');
    await customElements.whenDefined('vid-player');
    player.currentTime = 12.345;
    await studio.click('Set start to now');
    await until(() => value(studio, 'startMs') === '0:12.345');
  });

  it('says what is wrong with the times', async () => {
    const [studio] = await open();
    await studio.says('remain');
    for (const [end, text, fault] of [
      ['startMs', 'soon', 'Write a time as 1:02.5.'],
      ['startMs', '1:10', 'The end has to come after the start.'],
      ['startMs', '1:09.5', 'At least one second has to remain.'],
      ['endMs', '2:00', 'The video ends before that.'],
    ] as const) {
      write(studio, end, text);
      await studio.says(fault);
      await studio.isAccessible();
    }
    expect((studio.button('Apply') as HTMLButtonElement).disabled).to.equal(true);
  });

  it('is asked for again on the version that is there', async () => {
    const [studio, id] = await open();
    await studio.says('remain');
    await studio.world.order({ videos: [{ ...createVideo({ title: 'Harbour' }), id, version: 7 }] });
    write(studio, 'endMs', '10');
    await studio.click('Apply');
    await studio.says('The video has changed meanwhile.');
    await studio.click('Apply');
    await studio.says('The new version is being made');
    const calls = await studio.world.calls('PUT /v1/videos/:id/trim');
    expect(calls.map(({ ifMatch }) => ifMatch)).to.deep.equal(['"v1"', '"v7"']);
  });

  it('waits until the video is complete', async () => {
    const [studio] = await open({ status: 'processing', playable: false });
    await studio.says('As soon as the video is ready, it can be trimmed here.');
    await studio.isAccessible();
  });
});
