import { expect } from '@open-wc/testing';
import type { Video } from '@vidkit/contracts/schemas/video';

import { createVideo } from '../testing/create-video.ts';
import { closeStudio, openStudio } from '../testing/open-studio.ts';
import { videoPath } from './routes.ts';
import { until } from '../testing/until.ts';

const type = (field: HTMLInputElement, text: string): void => {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

describe('the list of videos', () => {
  afterEach(closeStudio);

  it('shows the newest first, by keyset', async () => {
    const videos = Array.from({ length: 40 }, (_, index) => createVideo({ title: `Clip ${index}` }));
    const studio = await openStudio('/studio/videos', { videos });
    await studio.says('Clip 39');
    expect(
      studio
        .all('.title')
        .slice(0, 2)
        .map((link) => link.textContent),
    ).to.deep.equal(['Clip 39', 'Clip 38']);
    (await studio.seen('.more')).click();
    await studio.says('Clip 0');
    expect(studio.all('.title')).to.have.length(40);
    await studio.isAccessible();
  });

  it('invites to upload when there is nothing', async () => {
    const studio = await openStudio('/studio/videos');
    await studio.says('Upload your first video');
    await studio.isAccessible();
  });

  it('says what went wrong and tries again', async () => {
    const fail = [{ call: 'GET /v1/videos', status: 500, code: 'internal_error' as const, times: 1 }];
    const studio = await openStudio('/studio/videos', { fail, videos: [createVideo({ title: 'Harbour' })] });
    await studio.says('Your videos could not be loaded');
    await studio.isAccessible();
    await studio.click('Try again');
    await studio.says('Harbour');
  });

  it('follows processing live, then shows the finished video', async () => {
    const video = createVideo({ title: 'Harbour', status: 'processing', playable: false, posterUrl: null });
    const studio = await openStudio('/studio/videos', { videos: [video] });
    await studio.says('Processing');
    await until(async () => (await studio.world.order({})).followers > 0);
    const progress = { stage: 'renditions', percent: 42, secondsLeft: 120 } as const;
    await studio.world.order({
      frame: {
        type: 'video',
        videoId: video.id,
        status: 'processing',
        playable: true,
        readyAt: null,
        progress,
        failure: null,
        version: 1,
      },
    });
    await studio.says('42%');
    await studio.says('about 2 min left');
    await studio.isAccessible();
    const ready: Video = {
      ...video,
      status: 'ready',
      playable: true,
      posterUrl: '/media/poster.jpg',
      version: 2,
    };
    await studio.world.order({ videos: [ready] });
    await studio.world.order({
      frame: {
        type: 'video',
        videoId: video.id,
        status: 'ready',
        playable: true,
        readyAt: null,
        progress: null,
        failure: null,
        version: 2,
      },
    });
    await studio.seen('img[src="/media/poster.jpg"]');
    expect(studio.text).not.to.include('42%');
  });

  it('shows a new video as soon as it exists, and counts as they change', async () => {
    const studio = await openStudio('/studio/videos', { videos: [createVideo({ title: 'Old' })] });
    await studio.says('Old');
    await until(async () => (await studio.world.order({})).followers > 0);
    const fresh = createVideo({ title: 'Fresh', status: 'uploading' });
    const { id } = fresh;
    await studio.world.order({ videos: [fresh] });
    await studio.world.order({
      frame: {
        type: 'video',
        videoId: id,
        status: 'uploading',
        playable: false,
        readyAt: null,
        progress: null,
        failure: null,
        version: 1,
      },
    });
    await studio.says('Fresh');
    expect(studio.find('.title')?.textContent).to.equal('Fresh');
    await studio.world.order({ frame: { type: 'counts', videoId: id, likes: 1284, comments: 3 } });
    await studio.says('1,284');
  });

  it('says why a video failed and processes it again', async () => {
    const failure = { code: 'not_media', detail: 'no' };
    const video = createVideo({ title: 'notes.mp4', status: 'failed', playable: false, failure });
    const studio = await openStudio('/studio/videos', { videos: [video] });
    await studio.says('This file is not a video.');
    await studio.isAccessible();
    await studio.click('Try again');
    await studio.says('Waiting for a worker');
    expect(await studio.world.calls('POST /v1/videos/:id/reprocess')).to.have.length(1);
  });

  it('keeps search and filters in the address', async () => {
    const videos = [
      createVideo({ title: 'Harbour' }),
      createVideo({ title: 'Harbour, private', visibility: 'private' }),
      createVideo({ title: 'Mountain', visibility: 'private' }),
    ];
    const studio = await openStudio('/studio/videos?q=harbour', { videos });
    await studio.says('Harbour, private');
    expect(studio.text).not.to.include('Mountain');
    const field = await studio.seen<HTMLInputElement>('input[type=search]');
    expect(field.value).to.equal('harbour');
    const [, visibility] = studio.all<HTMLSelectElement>('select');
    if (visibility) visibility.value = 'private';
    visibility?.dispatchEvent(new Event('input'));
    await until(() => location.search === '?q=harbour&visibility=private');
    await until(() => studio.all('.title').length === 1);
    type(field, 'nothing like it');
    await studio.says('No video matches');
    expect(new URLSearchParams(location.search).get('q')).to.equal('nothing like it');
    await studio.isAccessible();
    await studio.click('Clear filters');
    await studio.says('Mountain');
    expect(location.search).to.equal('');
  });

  it('deletes at once and takes it back', async () => {
    const videos = [createVideo({ title: 'Mountain' }), createVideo({ title: 'Harbour' })];
    const studio = await openStudio('/studio/videos', { videos });
    await studio.click('Delete Harbour');
    await studio.says('“Harbour” is deleted');
    expect(studio.all('.title').map((link) => link.textContent)).to.deep.equal(['Mountain']);
    expect(await studio.world.calls('DELETE /v1/videos/:id')).to.have.length(1);
    await studio.isAccessible();
    await studio.click('Undo');
    await studio.says('“Harbour” is back');
    expect(studio.all('.title').map((link) => link.textContent)).to.deep.equal(['Harbour', 'Mountain']);
  });

  it('brings a video back when it could not be deleted', async () => {
    const fail = [{ call: 'DELETE /v1/videos/', status: 503, code: 'unavailable' as const }];
    const studio = await openStudio('/studio/videos', { fail, videos: [createVideo({ title: 'Harbour' })] });
    await studio.click('Delete Harbour');
    await studio.says('could not be deleted');
    expect(studio.all('.title').map((link) => link.textContent)).to.deep.equal(['Harbour']);
  });
});

describe('the shell', () => {
  afterEach(closeStudio);

  it('goes from page to page by links, with focus on the heading, and back', async () => {
    const video = createVideo({ title: 'Harbour' });
    const studio = await openStudio('/studio/videos', { videos: [video] });
    (await studio.seen('.title')).click();
    await studio.seen('video-form');
    expect(location.pathname).to.equal(videoPath(video.id));
    expect(document.title).to.equal('Videos · Vidkit Studio');
    await until(() => studio.find('h1')?.matches(':focus'));
    history.back();
    await studio.seen('videos-page');
    expect(studio.find('video-page')).to.equal(null);
  });

  it('keeps the upload element alive behind other pages', async () => {
    const studio = await openStudio('/studio/upload');
    const element = await studio.seen('vid-upload');
    await studio.isAccessible();
    studio.find('a[href="/studio/sites"]')?.click();
    await studio.says('No sites yet');
    expect(studio.find('vid-upload')).to.equal(element);
    expect(element.checkVisibility()).to.equal(false);
  });

  it('takes a file that is dropped anywhere to the upload page', async () => {
    const studio = await openStudio('/studio/videos');
    await studio.says('Upload your first video');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['text'], 'notes.txt'));
    const drag = (kind: string) =>
      document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
    drag('dragenter');
    await studio.says('Drop to upload');
    drag('drop');
    await until(() => location.pathname === '/studio/upload');
    const upload = await studio.seen<HTMLElement & { items: unknown[] }>('vid-upload');
    await until(() => upload.items.length === 1, 'the file is listed');
    expect(studio.text).not.to.include('Drop to upload');
  });

  it('says when an address leads nowhere', async () => {
    const studio = await openStudio('/studio/nowhere');
    await studio.says('This page does not exist');
    await studio.isAccessible();
  });

  it('remembers the chosen theme', async () => {
    const studio = await openStudio('/studio/videos');
    (await studio.seen('.who')).click();
    studio.find('input[value=dark]')?.click();
    expect(document.documentElement.dataset['theme']).to.equal('dark');
    await studio.app.updateComplete;
    await studio.says('Upload your first video');
    await studio.isAccessible();
    studio.find('input[value=system]')?.click();
    expect(localStorage.getItem('vidkit:studio:theme')).to.equal('system');
  });

  it('leads from the account to the page for signing in in two steps', async () => {
    const studio = await openStudio('/studio/videos');
    (await studio.seen('.who')).click();
    const link = await studio.seen('a[href="/account/security"]');
    expect(link.textContent).to.include('Two-step sign-in');
    await studio.isAccessible();
  });

  it('says so after signing out elsewhere', async () => {
    const studio = await openStudio('/studio/videos');
    new BroadcastChannel('vidkit:studio').postMessage('signed-out');
    await studio.says('You are signed out');
    await studio.isAccessible();
    await studio.click('Sign in');
    await until(() => studio.left.length === 1);
  });
});
