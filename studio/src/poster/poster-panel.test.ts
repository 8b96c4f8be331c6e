import { expect } from '@open-wc/testing';

import { createVideo } from '../testing/create-video.ts';
import { closeStudio, openStudio, type OpenStudio } from '../testing/open-studio.ts';
import { until } from '../testing/until.ts';

const video = createVideo({ title: 'Tides' });
const open = (orders = {}): Promise<OpenStudio> =>
  openStudio(`/studio/videos/${video.id}`, { videos: [video], ...orders });

const radio = async (studio: OpenStudio, name: string): Promise<HTMLInputElement> => {
  const find = () =>
    studio
      .all('poster-panel label, label')
      .find((label) => label.textContent?.trim() === name)
      ?.querySelector<HTMLInputElement>('input[type=radio]');
  await until(() => find(), `there is no "${name}"`);
  return find() as HTMLInputElement;
};

const files = (...parts: BlobPart[]): DataTransfer => {
  const data = new DataTransfer();
  data.items.add(new File(parts, 'mine.jpg', { type: 'image/jpeg' }));
  return data;
};

const pick = async (studio: OpenStudio, ...parts: BlobPart[]): Promise<void> => {
  const input = await studio.seen<HTMLInputElement>('input[type=file][accept*=avif]');
  input.files = files(...parts).files;
  input.dispatchEvent(new Event('change'));
};

describe('poster of a video', () => {
  afterEach(closeStudio);

  it('offers the candidates as one choice, and says when the chosen one is made', async () => {
    const studio = await open();
    expect((await radio(studio, 'Automatic')).checked).to.equal(true);
    await studio.isAccessible();
    const third = await radio(studio, 'Picture 3');
    third.click();
    await studio.says('The poster is being made');
    const [call] = await studio.world.calls('PUT /v1/videos/:id/poster');
    expect(call?.body).to.deep.equal({ kind: 'candidate', candidate: '11/poster-3.jpg' });
    expect(call?.ifMatch).to.equal('"v1"');
    await studio.isAccessible();
    await studio.world.order({
      posters: [{ videoId: video.id, state: 'ready', url: '/media/poster.jpg?2' }],
    });
    await studio.says('This is the poster now');
    await studio.saysNoMore('The poster is being made');
    expect((await radio(studio, 'Picture 3')).checked).to.equal(true);
    (await radio(studio, 'Automatic')).click();
    await until(async () => (await studio.world.calls('PUT /v1/videos/:id/poster')).length === 2);
    expect((await studio.world.calls('PUT /v1/videos/:id/poster'))[1]?.ifMatch).to.equal('"v3"');
  });

  it('takes the moment at which the preview stands', async () => {
    const studio = await open();
    const player = await studio.seen<HTMLElementTagNameMap['vid-player']>('vid-player');
    Object.defineProperty(player, 'currentTime', { value: 4.2 });
    await radio(studio, 'Automatic');
    await studio.click('Use this moment');
    await studio.says('From 0:04');
    const [call] = await studio.world.calls('PUT /v1/videos/:id/poster');
    expect(call?.body).to.deep.equal({ kind: 'moment', atMs: 4200 });
    expect((await radio(studio, 'From 0:04')).checked).to.equal(true);
  });

  it('takes a picture by choice or by dropping it, and says what is wrong with another', async () => {
    const studio = await open();
    await radio(studio, 'Automatic');
    await pick(studio, '<svg/>');
    await studio.says('This file is not a JPEG, PNG, WebP or AVIF');
    await studio.isAccessible();
    await pick(studio, new Uint8Array(10 * 1024 ** 2 + 1));
    await studio.says('The picture is larger than 10 MB');
    const section = await studio.seen('section[aria-labelledby=poster]');
    const dataTransfer = files('JPEG');
    section.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true, cancelable: true }));
    await studio.says('Drop it to make it the poster');
    section.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await studio.says('Your picture');
    expect(await studio.world.calls('PUT /v1/videos/:id/poster')).to.have.length(2);
    await studio.world.order({
      posters: [
        {
          videoId: video.id,
          state: 'failed',
          failure: { code: 'picture_too_large', detail: 'Too large.' },
        },
      ],
    });
    await studio.says('larger than 8,192 pixels on a side. The poster from before stays.');
    await studio.isAccessible();
  });

  it('looks again when somebody else changed the video', async () => {
    const call = `PUT /v1/videos/${video.id}/poster`;
    const studio = await open({ fail: [{ call, status: 412, code: 'version_conflict', times: 1 }] });
    (await radio(studio, 'Picture 2')).click();
    await studio.says('Something changed meanwhile');
    await until(async () => (await radio(studio, 'Automatic')).checked);
    (await radio(studio, 'Picture 2')).click();
    await studio.says('The poster is being made');
  });
});
