import { expect } from '@open-wc/testing';

import { createVideo } from '../testing/create-video.ts';
import { closeStudio, openStudio, type OpenStudio } from '../testing/open-studio.ts';
import { until } from '../testing/until.ts';

const video = createVideo({ language: 'fr', durationMs: 60_000 });
const open = (): Promise<OpenStudio> => openStudio(`/studio/videos/${video.id}/texts`, { videos: [video] });

const choose = async (studio: OpenStudio, text: string, name = 'words.vtt'): Promise<void> => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  (await studio.seen<HTMLInputElement>('input[type=file]')).files = files.files;
};

const write = async (studio: OpenStudio, lines: string): Promise<void> => {
  const field = await studio.seen<HTMLTextAreaElement>('textarea#lines');
  field.value = lines;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
};

describe('captions and chapters of a video', () => {
  afterEach(closeStudio);

  it('stores captions in the language of the video, and says what was left out', async () => {
    const studio = await open();
    await studio.says('This video has none yet');
    await studio.isAccessible();
    await choose(studio, 'WEBVTT\n\nbad bad');
    await studio.click('Add');
    await studio.says('Captions in français are stored');
    await studio.says('2 lines were left out');
    await studio.says('Line 4: there is no text');
    const [call] = await studio.world.calls('PUT /v1/videos/:id/captions');
    expect(call?.path).to.match(/\/captions\/subtitles\/fr$/);
    expect(call?.body).to.deep.equal({ text: 'WEBVTT\n\nbad bad', default: false });
    await studio.isAccessible();
  });

  it('stores subtitles of only what is in another language', async () => {
    const studio = await open();
    await choose(studio, 'WEBVTT');
    await studio.seen<HTMLInputElement>('input[name=forced]').then((box) => box.click());
    await studio.isAccessible();
    await studio.click('Add');
    await studio.says('Only what is in another language');
    const [call] = await studio.world.calls('PUT /v1/videos/:id/captions');
    expect(call?.path).to.match(/\/captions\/forced\/fr$/);
  });

  it('says what is wrong with a file, with focus on it', async () => {
    const studio = await open();
    await studio.click('Add');
    await studio.says('Choose a file.');
    await until(() => studio.find('#file')?.matches(':focus'));
    await choose(studio, 'no captions', 'words.srt');
    await studio.click('Add');
    await studio.says('No line of this file could be read');
    await studio.isAccessible();
  });

  it('removes captions after asking', async () => {
    const studio = await open();
    await choose(studio, 'WEBVTT');
    await studio.click('Add');
    await studio.click('Remove français');
    await studio.says('Remove the captions in français?');
    await studio.click('Remove');
    await studio.says('This video has none yet');
    expect(await studio.world.calls('DELETE /v1/videos/:id/captions')).to.have.length(1);
  });

  it('offers no captions from the sound where the server cannot write them', async () => {
    const studio = await open();
    await studio.says('This video has none yet');
    expect(studio.text).not.to.include('Generate captions');
  });

  it('has captions written from the sound, and shows how far they are', async () => {
    const studio = await openStudio(`/studio/videos/${video.id}/texts`, {
      videos: [video],
      texts: [{ videoId: video.id, canGenerate: true }],
    });
    await write(studio, '0:00 Start');
    const select = await studio.seen<HTMLSelectElement>('#spoken');
    expect(select.value).to.equal('fr');
    select.value = '';
    await studio.isAccessible();
    await studio.click('Generate captions');
    await studio.says('Waiting to begin');
    await until(() => studio.find('.working')?.matches(':focus'));
    const [call] = await studio.world.calls('POST /v1/videos/:id/captions');
    expect([call?.path.split('/').at(-1), call?.body]).to.deep.equal(['generate', {}]);
    expect(studio.find('#spoken')).to.equal(null);

    const generation = { state: 'working', language: null, percent: 40, failure: null } as const;
    await studio.world.order({ texts: [{ videoId: video.id, generation }] });
    await studio.says('Listening');
    const bar = await studio.seen('[role=progressbar]');
    expect(bar.getAttribute('aria-valuenow')).to.equal('40');
    await studio.isAccessible();

    const track = {
      ...({ kind: 'subtitles', language: 'en', label: 'English (automatic)', default: false } as const),
      ...{ generated: true, cues: 12, url: '/captions.vtt', updatedAt: new Date(0).toISOString() },
    };
    await studio.world.order({
      texts: [{ videoId: video.id, canGenerate: true, generation: null, captions: [track] }],
    });
    await studio.says('Captions are written');
    await studio.says('Words · 12 lines · Written by a program');
    expect((await studio.seen<HTMLTextAreaElement>('textarea#lines')).value).to.equal('0:00 Start');
    await studio.isAccessible();
  });

  it('says why captions could not be written, and tries again in the same language', async () => {
    const failure = { code: 'no_speech', detail: 'Nothing' };
    const studio = await openStudio(`/studio/videos/${video.id}/texts`, {
      videos: [video],
      texts: [
        {
          videoId: video.id,
          canGenerate: true,
          generation: { state: 'failed', language: 'de', percent: 10, failure },
        },
      ],
      fail: [{ call: `POST /v1/videos/${video.id}/captions`, status: 409, code: 'captions_exist', times: 1 }],
    });
    await studio.says('No words were heard in this video.');
    await studio.isAccessible();
    await studio.click('Try again');
    await studio.says('There are captions in this language already');
    await studio.click('Try again');
    await studio.says('Waiting to begin');
    const calls = await studio.world.calls('POST /v1/videos/:id/captions');
    expect(calls.map(({ body }) => body)).to.deep.equal([{ language: 'de' }, { language: 'de' }]);
  });

  it('keeps chapters as lines, and takes them back', async () => {
    const studio = await open();
    await write(studio, '0:00 Start\n0:30');
    await studio.click('Save chapters');
    await studio.says('Line 2 needs a time and a title');
    await until(() => studio.find('textarea#lines')?.matches(':focus'));
    await write(studio, '0:00 Start\n0:30 Middle');
    await studio.click('Save chapters');
    await studio.says('Chapters are saved');
    const [call] = await studio.world.calls('PUT /v1/videos/:id/chapters');
    expect(call?.body).to.deep.equal({
      chapters: [
        { startMs: 0, title: 'Start' },
        { startMs: 30_000, title: 'Middle' },
      ],
    });
    await studio.click('Back to those of the file');
    await until(() => (studio.find('textarea#lines') as HTMLTextAreaElement | null)?.value === '');
  });

  it('says when nothing can be loaded, and tries again', async () => {
    const studio = await openStudio(`/studio/videos/${video.id}/texts`, {
      videos: [video],
      fail: [
        { call: 'GET /v1/videos/' + video.id + '/texts', status: 500, code: 'internal_error', times: 1 },
      ],
    });
    await studio.says('Something on our side went wrong');
    await studio.click('Try again');
    await studio.says('This video has none yet');
  });
});
