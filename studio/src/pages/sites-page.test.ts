import { expect } from '@open-wc/testing';

import { createSite } from '../testing/create-video.ts';
import { closeStudio, openStudio, type OpenStudio } from '../testing/open-studio.ts';
import { until } from '../testing/until.ts';

const fill = async (studio: OpenStudio, values: Record<string, string>): Promise<void> => {
  for (const [id, value] of Object.entries(values)) {
    (await studio.seen<HTMLInputElement>(`#${id}`)).value = value;
  }
  studio.all<HTMLFormElement>('dialog form[novalidate]')[0]?.requestSubmit();
};

describe('the page of sites', () => {
  afterEach(closeStudio);

  it('adds a site, by the address of any of its pages', async () => {
    const studio = await openStudio('/studio/sites');
    await studio.says('No sites yet');
    await studio.isAccessible();
    await studio.click('Add a site');
    await fill(studio, { name: 'The Daily Harbour', origin: 'harbour.example/news/today' });
    await studio.says('The Daily Harbour is added');
    await studio.says('https://harbour.example');
    const [call] = await studio.world.calls('POST /v1/sites');
    expect(call?.body).to.deep.equal({
      name: 'The Daily Harbour',
      origin: 'https://harbour.example',
      scopes: ['comments:write', 'reactions:write'],
    });
    await studio.says('vidkit.js');
    await studio.isAccessible();
  });

  it('says what is missing, with focus on the first problem', async () => {
    const studio = await openStudio('/studio/sites');
    await studio.click('Add a site');
    await fill(studio, { name: '', origin: 'no address' });
    await studio.says('Give the site a name.');
    await until(() => studio.find('#name')?.matches(':focus'));
    await studio.isAccessible();
    expect(await studio.world.calls('POST /v1/sites')).to.deep.equal([]);
  });

  it('says when an address is taken', async () => {
    const studio = await openStudio('/studio/sites', { sites: [createSite({ name: 'Mine' })] });
    await studio.says('Mine');
    await studio.click('Add a site');
    await fill(studio, { name: 'Again', origin: 'https://example.com' });
    await studio.says('This address is registered already');
    await until(() => studio.find('#origin')?.matches(':focus'));
  });

  it('removes a site after asking by its name', async () => {
    const studio = await openStudio('/studio/sites', { sites: [createSite({ name: 'Mine' })] });
    await studio.click('Remove Mine');
    await studio.says('Remove Mine?');
    await studio.isAccessible();
    await studio.click('Cancel');
    expect(await studio.world.calls('DELETE /v1/sites/:id')).to.deep.equal([]);
    await studio.click('Remove Mine');
    await studio.says('Remove Mine?');
    studio.find('button[value=yes]')?.click();
    await studio.says('Mine is removed');
    await studio.says('No sites yet');
  });
});
