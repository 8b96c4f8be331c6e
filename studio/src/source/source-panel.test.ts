import { expect } from '@open-wc/testing';

import { videoPath } from '../app/routes.ts';
import { createVideo } from '../testing/create-video.ts';
import { closeStudio, openStudio } from '../testing/open-studio.ts';

describe('the original of a video', () => {
  afterEach(closeStudio);

  it('is brought back from the archive on request, and says when it is here', async () => {
    const video = createVideo({ source: { state: 'archived', readyAt: null } });
    const studio = await openStudio(videoPath(video.id), { videos: [video] });
    await studio.says('rests in the archive');
    await studio.isAccessible();
    await studio.click('Bring back');
    await studio.says('is being brought back from the archive; it is here at');
    await studio.saysNoMore('Bring back');
    await studio.isAccessible();
  });

  it('is downloaded, and says so when that is not possible', async () => {
    const video = createVideo({});
    const studio = await openStudio(videoPath(video.id), {
      videos: [video],
      fail: [{ call: `POST /v1/videos/${video.id}/source/download`, status: 404, code: 'object_missing' }],
    });
    await studio.says('The file as you uploaded it is kept.');
    await studio.click('Download');
    await studio.says('Something on our side went wrong.');
    const calls = await studio.world.calls('POST /v1/videos/:id/source');
    expect(calls).to.have.length(1);
  });

  it('refuses a replacement that does not fit into the account', async () => {
    const video = createVideo({});
    const studio = await openStudio(videoPath(video.id), {
      videos: [video],
      fail: [{ call: 'POST /v1/uploads', status: 413, code: 'quota_exceeded' }],
    });
    const panel = await studio.seen('source-panel');
    const input = panel.shadowRoot?.querySelector<HTMLInputElement>('input[type=file]');
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(2000)], 'clip.mp4', { type: 'video/mp4' }));
    if (!input) throw new Error('there is no place for a file');
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
    await studio.says('There is no room left for this file.');
    const [call] = await studio.world.calls('POST /v1/uploads');
    expect(call?.body).to.include({ videoId: video.id, fileName: 'clip.mp4' });
    await studio.isAccessible();
  });
});
