import { createClient } from '@vidkit/contracts/client';
import { expect } from '@open-wc/testing';

import { noFilters } from '../app/routes.ts';
import { createVideo } from '../testing/create-video.ts';
import type { WorldOrders } from '../testing/fake-api.ts';
import { TestWorld } from '../testing/open-studio.ts';
import { VideoList } from './video-list.ts';
import { until } from '../testing/until.ts';

const createList = async (orders: WorldOrders) => {
  const world = new TestWorld();
  await world.order(orders);
  const client = createClient({ baseUrl: location.origin, getToken: () => Promise.resolve(world.name) });
  return { world, list: new VideoList(client) };
};

const titles = (list: VideoList) => list.items.map(({ title }) => title);

describe('VideoList', () => {
  it('does not lose a frame that comes while a page is read', async () => {
    const video = createVideo({ status: 'processing' });
    const { list } = await createList({ videos: [video] });
    const shown = list.show(noFilters);
    const progress = { stage: 'renditions', percent: 42, secondsLeft: null } as const;
    const { id, version } = video;
    list.apply({
      type: 'video',
      videoId: id,
      status: 'processing',
      playable: true,
      readyAt: null,
      progress,
      failure: null,
      version,
    });
    await shown;
    expect(list.items[0]?.progress?.percent).to.equal(42);
  });

  it('ignores a frame that is older than what it has', async () => {
    const video = createVideo({ version: 5 });
    const { list } = await createList({ videos: [video] });
    await list.show(noFilters);
    const old = {
      status: 'processing',
      playable: false,
      readyAt: null,
      progress: null,
      failure: null,
      version: 4,
    } as const;
    list.apply({ type: 'video', videoId: video.id, ...old });
    expect(list.items[0]?.status).to.equal('ready');
  });

  it('puts a video back where its age belongs', async () => {
    const [a, b, c] = [createVideo({ title: 'a' }), createVideo({ title: 'b' }), createVideo({ title: 'c' })];
    const { list } = await createList({ videos: [a, b, c] });
    await list.show(noFilters);
    list.remove(b.id);
    expect(titles(list)).to.deep.equal(['c', 'a']);
    list.put(b);
    expect(titles(list)).to.deep.equal(['c', 'b', 'a']);
  });

  it('lets go of a video that somebody else deleted', async () => {
    const { list } = await createList({ videos: [createVideo({ title: 'stays' })] });
    await list.show(noFilters);
    const gone = createVideo({ title: 'gone' });
    list.put(gone);
    const news = {
      status: 'ready',
      playable: true,
      readyAt: null,
      progress: null,
      failure: null,
      version: 2,
    } as const;
    list.apply({ type: 'video', videoId: gone.id, ...news });
    await until(() => list.items.length === 1);
    expect(titles(list)).to.deep.equal(['stays']);
  });

  it('keeps new videos out of a list that is narrowed to others', async () => {
    const { list, world } = await createList({ videos: [createVideo({ title: 'Harbour' })] });
    await list.show({ ...noFilters, q: 'harbour' });
    const other = createVideo({ title: 'Mountain' });
    await world.order({ videos: [other] });
    const news = {
      status: 'ready',
      playable: true,
      readyAt: null,
      progress: null,
      failure: null,
      version: 1,
    } as const;
    list.apply({ type: 'video', videoId: other.id, ...news });
    await until(async () => (await world.calls('GET /v1/videos/:id')).length === 1);
    expect(titles(list)).to.deep.equal(['Harbour']);
  });

  it('goes on after a failed next page', async () => {
    const videos = Array.from({ length: 35 }, () => createVideo());
    const { list, world } = await createList({ videos });
    await list.show(noFilters);
    expect(list.hasMore).to.equal(true);
    await world.order({ fail: [{ call: 'GET /v1/videos', status: 503, code: 'unavailable', times: 1 }] });
    await list.loadMore();
    expect(list.more).to.equal('failed');
    await list.loadMore();
    expect(list.items).to.have.length(35);
    expect(list.hasMore).to.equal(false);
  });
});
