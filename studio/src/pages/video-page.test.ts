import { expect } from '@open-wc/testing';

import { videoPath } from '../app/routes.ts';
import { createVideo } from '../testing/create-video.ts';
import { closeStudio, type OpenStudio, openStudio } from '../testing/open-studio.ts';
import { until } from '../testing/until.ts';

const type = (field: HTMLInputElement | HTMLTextAreaElement, text: string): void => {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

/** A save begins after a rest: a busy machine is given time. */
const saved = (studio: OpenStudio, count: number): Promise<void> =>
  until(
    async () => (await studio.world.calls('PATCH /v1/videos/:id')).length === count,
    `not saved ${count} times`,
  );

describe('the page of a video', () => {
  afterEach(closeStudio);

  it('saves by itself and says so quietly', async () => {
    const video = createVideo({ title: 'Harbour' });
    const studio = await openStudio(videoPath(video.id), { videos: [video] });
    type(await studio.seen<HTMLInputElement>('#title'), 'Harbour at dusk');
    await studio.says('Saved');
    expect(studio.find('h1')?.textContent).to.equal('Harbour at dusk');
    const [call] = await studio.world.calls('PATCH /v1/videos/:id');
    expect(call?.body).to.deep.equal({ title: 'Harbour at dusk' });
    await studio.isAccessible();
  });

  it('asks for a title and for a time before it saves', async () => {
    const video = createVideo({ title: 'Harbour' });
    const studio = await openStudio(videoPath(video.id), { videos: [video] });
    type(await studio.seen<HTMLInputElement>('#title'), '');
    await studio.says('A video needs a title.');
    await studio.isAccessible();
    type(await studio.seen<HTMLInputElement>('#title'), 'Harbour');
    studio.find('input[value=scheduled]')?.click();
    await studio.says('Choose when the video becomes public.');
    const time = await studio.seen<HTMLInputElement>('#time');
    time.value = '2027-01-02T09:30';
    time.dispatchEvent(new Event('change'));
    await studio.says('Saved');
    const [call] = await studio.world.calls('PATCH /v1/videos/:id');
    expect(call?.body).to.deep.equal({
      visibility: 'scheduled',
      publishAt: new Date('2027-01-02T09:30').toISOString(),
    });
    await studio.isAccessible();
  });

  it('takes a list of sites, and saves none that is not one', async () => {
    const video = createVideo({ title: 'Harbour' });
    const studio = await openStudio(videoPath(video.id), { videos: [video] });
    (await studio.seen<HTMLInputElement>('input[value=listed]')).click();
    const sites = await studio.seen<HTMLTextAreaElement>('#origins');
    await saved(studio, 1);
    sites.value = 'blog.example/posts\nftp://x.example';
    sites.dispatchEvent(new Event('change'));
    await studio.says('At least one line is not the address of a site.');
    expect(sites.value).to.equal('https://blog.example\nftp://x.example');
    await studio.isAccessible();
    sites.value = 'https://blog.example\n*.shop.example';
    sites.dispatchEvent(new Event('change'));
    await saved(studio, 2);
    const calls = await studio.world.calls('PATCH /v1/videos/:id');
    expect(calls.map(({ body }) => body)).to.deep.equal([
      { embedOrigins: [] },
      { embedOrigins: ['https://blog.example', 'https://*.shop.example'] },
    ]);
  });

  it('shows a conflict side by side and takes theirs', async () => {
    const video = createVideo({ title: 'Harbour' });
    const studio = await openStudio(videoPath(video.id), { videos: [video] });
    const field = await studio.seen<HTMLInputElement>('#title');
    await studio.world.order({ videos: [{ ...video, title: 'Harbour at dawn', version: 2 }] });
    type(field, 'Harbour at dusk');
    await studio.seen('conflict-panel');
    await studio.says('Harbour at dawn');
    await studio.isAccessible();
    await studio.click('Take theirs');
    await studio.saysNoMore('Somebody else changed this too');
    expect(field.value).to.equal('Harbour at dawn');
  });

  it('plays the video itself as preview', async () => {
    const video = createVideo({ title: 'Harbour' });
    const studio = await openStudio(videoPath(video.id), { videos: [video] });
    const player = await studio.seen('vid-player');
    expect(player.getAttribute('video-id')).to.equal(video.id);
    await until(async () => (await studio.world.calls('GET /v1/videos/:id/playback')).length === 1);
  });

  it('follows processing and shows the preview once it plays', async () => {
    const progress = { stage: 'first_rendition', percent: 12, secondsLeft: 25 } as const;
    const video = createVideo({ status: 'processing', playable: false, progress });
    const studio = await openStudio(videoPath(video.id), { videos: [video] });
    await studio.says('The preview is here as soon as the video plays.');
    await studio.says('Making it playable');
    await studio.isAccessible();
    await until(async () => (await studio.world.order({})).followers > 0);
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
    await studio.seen('vid-player');
    await studio.says('It plays already; more qualities follow.');
  });

  it('deletes, goes to the list and takes it back', async () => {
    const videos = [createVideo({ title: 'Mountain' }), createVideo({ title: 'Harbour' })];
    const studio = await openStudio(videoPath(videos[1]?.id ?? ''), { videos });
    await studio.seen('video-form');
    await studio.click('Delete');
    await studio.says('“Harbour” is deleted');
    expect(location.pathname).to.equal('/studio/videos');
    await studio.says('Mountain');
    await studio.click('Undo');
    await studio.says('“Harbour” is back');
    await until(() => studio.all('.title').length === 2);
  });

  it('says when there is no such video', async () => {
    const studio = await openStudio(videoPath(createVideo().id));
    await studio.says('This video could not be loaded');
    await studio.isAccessible();
  });

  it('makes code that follows the options, with the real player beside it', async () => {
    const video = createVideo({ title: 'Harbour', visibility: 'private' });
    const studio = await openStudio(videoPath(video.id, 'share'), { videos: [video] });
    await studio.says('This video is private');
    const code = await studio.seen('pre');
    expect(code.textContent).to.include('/cdn/0.1.0/vid-player.js').and.include('integrity="sha384-');
    await studio.seen('vid-player');
    await studio.isAccessible();
    const start = await studio.seen<HTMLInputElement>('#start');
    start.value = '0:05';
    start.dispatchEvent(new Event('change'));
    studio.find('input[name=accent]')?.click();
    await until(() => code.textContent?.includes('--vid-accent'));
    expect(code.textContent).to.include('start-time="5"');
    expect(studio.find('vid-player')?.getAttribute('start-time')).to.equal('5');
    studio.find('input[name=comments]')?.click();
    await studio.seen('vid-comments');
    expect(code.textContent).to.include('vid-comments.js');
    await studio.isAccessible();
    studio.find('input[value=frame]')?.click();
    await until(() => studio.find('pre')?.textContent?.startsWith('<iframe'));
    expect(studio.find('pre')?.textContent).to.include(`/embed/${video.id}?start=5`);
    await studio.isAccessible();
  });

  it('shows the conversation with the studio’s own session', async () => {
    const video = createVideo({ title: 'Harbour' });
    const studio = await openStudio(videoPath(video.id, 'comments'), { videos: [video] });
    const comments = await studio.seen<HTMLElement & { session: unknown }>('vid-comments');
    expect(comments.session).to.equal(studio.app.session);
    await studio.says('No comments yet');
    await studio.isAccessible();
  });
});
