import { createClient } from '@vidkit/contracts/client';
import type { Video } from '@vidkit/contracts/schemas/video';
import { expect } from '@open-wc/testing';

import { createVideo } from '../testing/create-video.ts';
import type { WorldOrders } from '../testing/fake-api.ts';
import { TestWorld } from '../testing/open-studio.ts';
import { Drafts } from './drafts.ts';
import { VideoEditor } from './video-editor.ts';
import { until } from '../testing/until.ts';

const createEditor = async (orders: Omit<WorldOrders, 'videos'> = {}, overrides: Partial<Video> = {}) => {
  const world = new TestWorld();
  const video = createVideo({ title: 'Sunset', ...overrides });
  await world.order({ videos: [video], ...orders });
  const client = createClient({ baseUrl: location.origin, getToken: () => Promise.resolve(world.name) });
  const open = () => new VideoEditor({ id: video.id, client, drafts: new Drafts(sessionStorage), delay: 30 });
  const editor = open();
  await editor.load();
  const elsewhere = async (change: Partial<Video>): Promise<void> => {
    const now = await client.call('getVideo', { params: { id: video.id } });
    await world.order({ videos: [{ ...now, ...change, version: now.version + 1 }] });
  };
  return { world, client, video, editor, elsewhere, open };
};

const saved = (editor: VideoEditor) => until(() => editor.state === 'saved', 'not saved');

describe('VideoEditor', () => {
  beforeEach(() => sessionStorage.clear());

  it('saves after a rest, once, with the version it read', async () => {
    const { world, editor } = await createEditor();
    for (const title of ['D', 'Du', 'Dusk']) editor.edit({ title });
    expect(editor.state).to.equal('unsaved');
    await saved(editor);
    const calls = await world.calls('PATCH /v1/videos/:id');
    expect(calls.map(({ body, ifMatch }) => [body, ifMatch])).to.deep.equal([[{ title: 'Dusk' }, '"v1"']]);
    expect(editor.video?.version).to.equal(2);
  });

  it('does not save a video without a title', async () => {
    const { world, editor } = await createEditor();
    editor.edit({ title: ' ' });
    await editor.flush();
    expect(editor.state).to.equal('unsaved');
    expect(await world.calls('PATCH /v1/videos/:id')).to.deep.equal([]);
  });

  it('takes what processing changed without a word', async () => {
    const { editor, elsewhere } = await createEditor();
    await elsewhere({ status: 'processing', durationMs: 5_000 });
    editor.edit({ title: 'Dusk' });
    await saved(editor);
    expect(editor.video).to.include({ title: 'Dusk', status: 'processing', durationMs: 5_000 });
  });

  it('joins edits of different fields', async () => {
    const { editor, elsewhere } = await createEditor();
    await elsewhere({ description: 'By the sea' });
    editor.edit({ title: 'Dusk' });
    await saved(editor);
    expect(editor.fields).to.include({ title: 'Dusk', description: 'By the sea' });
  });

  it('asks when both changed the same field, and saves mine', async () => {
    const { client, video, editor, elsewhere } = await createEditor();
    await elsewhere({ title: 'Dawn' });
    editor.edit({ title: 'Dusk' });
    await editor.flush();
    expect(editor.state).to.equal('conflict');
    expect(editor.conflict?.names).to.deep.equal(['title']);
    await editor.resolve('mine');
    expect((await client.call('getVideo', { params: { id: video.id } })).title).to.equal('Dusk');
    expect(editor.state).to.equal('saved');
  });

  it('takes theirs, and saves my other fields', async () => {
    const { client, video, editor, elsewhere } = await createEditor();
    await elsewhere({ title: 'Dawn' });
    editor.edit({ title: 'Dusk', description: 'Mine' });
    await editor.flush();
    await editor.resolve('theirs');
    expect(editor.fields).to.include({ title: 'Dawn', description: 'Mine' });
    const now = await client.call('getVideo', { params: { id: video.id } });
    expect(now).to.include({ title: 'Dawn', description: 'Mine' });
  });

  it('tries again after a temporary failure', async () => {
    const fail = [{ call: 'PATCH /v1/videos/', status: 503, code: 'unavailable' as const, times: 1 }];
    const { editor } = await createEditor({ fail });
    editor.edit({ title: 'Dusk' });
    await editor.flush();
    expect(editor.state).to.equal('failed');
    await saved(editor);
    expect(editor.video?.title).to.equal('Dusk');
  });

  it('keeps unsaved edits over a reload', async () => {
    const fail = [{ call: 'PATCH /v1/videos/', status: 503, code: 'unavailable' as const, times: 1 }];
    const { editor, open, elsewhere } = await createEditor({ fail });
    editor.edit({ title: 'Dusk' });
    await editor.flush();
    await elsewhere({ description: 'By the sea' });
    const next = open();
    await next.load();
    expect(next.fields).to.include({ title: 'Dusk', description: 'By the sea' });
    await saved(next);
    expect(sessionStorage.length).to.equal(0);
    editor.end();
  });

  it('keeps what is typed while a save is under way', async () => {
    const { editor } = await createEditor();
    editor.edit({ title: 'Dusk ' });
    const saving = editor.flush();
    editor.edit({ title: 'Dusk by the sea' });
    await saving;
    await saved(editor);
    expect(editor.video?.title).to.equal('Dusk by the sea');
  });
});
