import { expect } from '@open-wc/testing';

import { createToken, createVideo } from '../testing/create-video.ts';
import { closeStudio, openStudio, type OpenStudio } from '../testing/open-studio.ts';
import { until } from '../testing/until.ts';

const fill = async (studio: OpenStudio, values: Record<string, string>): Promise<void> => {
  for (const [id, value] of Object.entries(values)) {
    (await studio.seen<HTMLInputElement>(`#${id}`)).value = value;
  }
  studio.all<HTMLFormElement>('dialog form[novalidate]')[0]?.requestSubmit();
};

describe('the page of guest uploads', () => {
  afterEach(closeStudio);

  it('makes a token and shows its secret once', async () => {
    const studio = await openStudio('/studio/guests');
    await studio.says('No upload tokens yet');
    await studio.isAccessible();
    await studio.click('New upload token');
    await studio.isAccessible();
    await fill(studio, {
      label: 'Spring fair',
      folder: 'Fair',
      origins: 'fair.example/send',
      maxTotalGigabytes: '5',
    });
    await studio.says('The token “Spring fair” is made');
    await studio.says('vut_');
    await until(() => studio.find('#made')?.matches(':focus'));
    await studio.isAccessible();
    const [call] = await studio.world.calls('POST /v1/upload-tokens');
    expect(call?.body).to.deep.include({
      label: 'Spring fair',
      folder: 'Fair',
      origins: ['https://fair.example'],
      maxFiles: 100,
      maxFileBytes: null,
      maxTotalBytes: 5e9,
    });
    await studio.click('I have copied it');
    await studio.saysNoMore('vut_');
    await studio.says('0 of 100 files');
    await until(() => studio.find('h1')?.matches(':focus'));
  });

  it('says what is missing, with focus on the first problem', async () => {
    const studio = await openStudio('/studio/guests');
    await studio.click('New upload token');
    await fill(studio, { label: ' ', maxFiles: 'many', lastDay: '' });
    await studio.says('Say what it is for.');
    await studio.says('Choose a day from today on, within a year.');
    await studio.says('A whole number from 1 to 1,000,000, or nothing.');
    await until(() => studio.find('#label')?.matches(':focus'));
    await studio.isAccessible();
    expect(await studio.world.calls('POST /v1/upload-tokens')).to.deep.equal([]);
  });

  it('keeps what was typed when the server does not answer well', async () => {
    const fail = [{ call: 'POST /v1/upload-tokens', status: 500, code: 'internal_error' as const, times: 1 }];
    const studio = await openStudio('/studio/guests', { fail });
    await studio.click('New upload token');
    await fill(studio, { label: 'Spring fair' });
    await studio.says('Something on our side went wrong.');
    expect((await studio.seen<HTMLInputElement>('#label')).value).to.equal('Spring fair');
    await fill(studio, {});
    await studio.says('The token “Spring fair” is made');
  });

  it('revokes a token after asking by its name', async () => {
    const tokens = [
      createToken({ label: 'Mine', usedFiles: 2, maxFiles: 3, usedBytes: 4e6, folder: 'Fair' }),
      createToken({ label: 'Old', expiresAt: '2026-01-01T00:00:00.000Z' }),
    ];
    const studio = await openStudio('/studio/guests', { tokens });
    await studio.says('2 of 3 files');
    await studio.says('Expired');
    await studio.isAccessible();
    expect(studio.button('Revoke Old')).to.equal(null);
    await studio.click('Revoke Mine');
    await studio.says('Revoke Mine?');
    await studio.click('Cancel');
    expect(await studio.world.calls('DELETE /v1/upload-tokens/:id')).to.deep.equal([]);
    await studio.click('Revoke Mine');
    studio.find('button[value=yes]')?.click();
    await studio.says('Mine is revoked');
    await studio.says('Revoked');
    expect(studio.button('Revoke Mine')).to.equal(null);
  });

  it('says what went wrong and tries again', async () => {
    const fail = [{ call: 'GET /v1/upload-tokens', status: 500, code: 'internal_error' as const, times: 1 }];
    const studio = await openStudio('/studio/guests', { fail, tokens: [createToken()] });
    await studio.says('Your upload tokens could not be loaded');
    await studio.isAccessible();
    await studio.click('Try again');
    await studio.says('Applications');
  });

  it('leads to the videos of a folder', async () => {
    const videos = [createVideo({ title: 'Guest', folder: 'Fair' }), createVideo({ title: 'Own' })];
    const studio = await openStudio('/studio/guests', { videos, tokens: [createToken({ folder: 'Fair' })] });
    await studio.click('Videos in Fair');
    await studio.says('Guest');
    await studio.saysNoMore('Own');
    await until(() => studio.all('select option').some((option) => option.textContent?.trim() === 'Fair'));
    await studio.isAccessible();
  });
});
