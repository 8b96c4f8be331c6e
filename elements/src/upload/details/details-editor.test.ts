import { expect } from '@open-wc/testing';
import { ApiError } from '@vidkit/contracts/client/elements';

import { until } from '../testing/world.ts';
import { DetailsEditor } from './details-editor.ts';
import type { DetailFields } from './details-fields.ts';

interface Served extends DetailFields {
  id: string;
  version: number;
}

const createServer = () => {
  const videos = new Map<string, Served>();
  const failures: string[] = [];
  const saved: object[] = [];
  const videoOf = (id: string): Served => {
    const video = videos.get(id) ?? {
      id,
      version: 1,
      description: '',
      visibility: 'private',
      language: null,
    };
    videos.set(id, video);
    return video;
  };
  const call = (operation: string, input: { params: { id: string }; ifMatch?: number; body?: object }) => {
    const code = operation === 'updateVideo' ? failures.shift() : undefined;
    if (code)
      return Promise.reject(new ApiError(code as 'network', code, { status: code === 'network' ? 0 : 403 }));
    const video = videoOf(input.params.id);
    if (operation === 'getVideo') return Promise.resolve({ ...video });
    if (input.ifMatch !== video.version)
      return Promise.reject(new ApiError('version_conflict', 'version_conflict', { status: 412 }));
    saved.push(input.body ?? {});
    Object.assign(video, input.body, { version: video.version + 1 });
    return Promise.resolve({ ...video });
  };
  return { client: { call } as never, videoOf, failures, saved };
};

describe('DetailsEditor', () => {
  const create = () => {
    const server = createServer();
    const states: string[] = [];
    const editor: DetailsEditor = new DetailsEditor({
      client: server.client,
      onChange: () => states.push(editor.state),
      rest: 10,
    });
    return {
      ...server,
      editor,
      states,
      stateIs: (state: string) => until(state, () => editor.state === state),
    };
  };

  it('keeps what is written before there is a video, and saves it then', async () => {
    const { editor, saved, stateIs } = create();
    editor.edit({ description: 'Above the clouds' });
    expect(editor.state).to.equal('waiting');
    editor.videoId = 'one';
    await stateIs('saved');
    expect(saved).to.deep.equal([{ description: 'Above the clouds' }]);
  });

  it('sends the last words once, after a rest', async () => {
    const { editor, saved, stateIs, states } = create();
    editor.videoId = 'one';
    for (const description of ['A', 'Ab', 'Abc']) editor.edit({ description });
    editor.edit({ visibility: 'unlisted', language: 'de' });
    await stateIs('saved');
    expect(saved).to.deep.equal([{ description: 'Abc', visibility: 'unlisted', language: 'de' }]);
    expect(states).to.include.members(['unsaved', 'saving', 'saved']);
  });

  it('shows what the server has, and does not mind that processing raises the version', async () => {
    const { editor, videoOf, saved, stateIs } = create();
    Object.assign(videoOf('one'), { description: 'From the studio' });
    editor.videoId = 'one';
    await until('it is read', () => editor.fields.description === 'From the studio');
    videoOf('one').version += 3;
    editor.edit({ language: 'fr' });
    await stateIs('saved');
    expect(saved).to.deep.equal([{ language: 'fr' }]);
    expect(editor.fields.description).to.equal('From the studio');
  });

  it('asks when somebody else changed the same words, and keeps either', async () => {
    for (const side of ['mine', 'theirs'] as const) {
      const { editor, videoOf, stateIs } = create();
      editor.videoId = 'one';
      editor.edit({ description: 'First' });
      await stateIs('saved');
      Object.assign(videoOf('one'), { description: 'Theirs', version: 9 });
      editor.edit({ description: 'Mine' });
      await stateIs('conflict');
      expect(editor.fields.description).to.equal('Mine');
      editor.resolve(side);
      await stateIs('saved');
      expect(videoOf('one').description).to.equal(side === 'mine' ? 'Mine' : 'Theirs');
      expect(editor.fields.description).to.equal(videoOf('one').description);
    }
  });

  it('goes on by itself after a broken line', async () => {
    const { editor, failures, saved, stateIs } = create();
    editor.videoId = 'one';
    failures.push('network');
    editor.edit({ description: 'Patient' });
    await stateIs('failed');
    await stateIs('saved');
    expect(saved).to.have.length(1);
  });

  it('says when the viewer may not, and what the server will not take', async () => {
    const locked = create();
    locked.editor.videoId = 'one';
    locked.failures.push('insufficient_scope');
    locked.editor.edit({ description: 'No' });
    await locked.stateIs('locked');
    locked.editor.edit({ description: 'Ignored' });
    expect(locked.editor.fields.description).to.equal('No');

    const refused = create();
    refused.editor.videoId = 'one';
    refused.failures.push('invalid_request');
    refused.editor.edit({ description: 'x'.repeat(20_000) });
    await refused.stateIs('refused');
    refused.editor.edit({ description: 'Shorter' });
    await refused.stateIs('saved');
  });

  it('takes the words along to the video of a second attempt', async () => {
    const { editor, videoOf, stateIs } = create();
    editor.videoId = 'one';
    editor.edit({ description: 'Kept' });
    await stateIs('saved');
    editor.videoId = null;
    expect(editor.fields.description).to.equal('Kept');
    expect(editor.state).to.equal('waiting');
    editor.videoId = 'two';
    await until('it is there', () => videoOf('two').description === 'Kept');
  });

  it('sends what is left when it ends', async () => {
    const { editor, saved, stateIs } = create();
    editor.videoId = 'one';
    editor.edit({ description: 'A' });
    await stateIs('saved');
    editor.edit({ description: 'The end' });
    editor.end();
    await until('it is sent', () => saved.length === 2);
  });
});
