import { expect } from '@open-wc/testing';

import { closeStudio, openStudio, type OpenStudio } from '../testing/open-studio.ts';
import { until } from '../testing/until.ts';

const type = async (studio: OpenStudio, address: string): Promise<void> => {
  (await studio.seen<HTMLInputElement>('input#url')).value = address;
  await studio.click('Fetch');
};

describe('the form of an import', () => {
  afterEach(closeStudio);

  it('has the file fetched, and leads to the video', async () => {
    const studio = await openStudio('/studio/upload');
    await studio.seen('import-form');
    await studio.isAccessible();
    await type(studio, ' https://example.com/film.mp4 ');
    await studio.says('The file is being fetched');
    await until(() => location.pathname.startsWith('/studio/videos/'));
    const [call] = await studio.world.calls('POST /v1/imports');
    expect(call?.body).to.deep.equal({ url: 'https://example.com/film.mp4' });
  });

  it('says what is wrong with an address, with focus on it', async () => {
    const studio = await openStudio('/studio/upload', {
      fail: [{ call: 'POST /v1/imports', status: 429, code: 'too_many_uploads', times: 1 }],
    });
    for (const wrong of ['', 'film.mp4', 'ftp://example.com/film.mp4']) {
      await type(studio, wrong);
      await studio.says('Enter a whole address');
      expect(studio.find('input#url')?.matches(':focus')).to.equal(true);
    }
    await studio.isAccessible();
    expect(await studio.world.calls('POST /v1/imports')).to.deep.equal([]);
    await type(studio, 'https://example.com/film.mp4');
    await studio.says('Too many files are on their way already');
  });
});
