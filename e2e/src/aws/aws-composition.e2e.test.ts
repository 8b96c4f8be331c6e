import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { type Client, createClient } from '@vidkit/contracts/client';
import { readText } from '@vidkit/platform/ports/stored-text';
import type { Browser, Page } from 'playwright-core';

import { launchBrowser, Visitor } from '../browser.ts';
import { makeClip } from '../clips.ts';
import { sendFile, settled } from '../direct-upload.ts';
import { createPerson, type Person } from '../people.ts';
import { factsOf, playsOn } from '../playing.ts';
import { readPresentation } from '../playlists.ts';
import { chooseFiles, tokenOf, uploadRow, watchText } from '../studio.ts';
import { until } from '../until.ts';
import { AwsSite } from './aws-site.ts';

/** The product on AWS's adapters, with everything of AWS stood in for on this machine. */
describe('the composition for AWS', () => {
  let site: AwsSite;
  let browser: Browser;
  let visitor: Visitor;
  let studio: Page;
  let client: Client;
  let folder: string;
  let clip: string;
  let videoId: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-aws-clips-'));
    clip = await makeClip(join(folder, 'lighthouse.mp4'), { seconds: 12, size: '854x480' });
    [site, browser] = await Promise.all([AwsSite.start(), launchBrowser()]);
    visitor = await Visitor.arrive(browser);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Signs up on our own pages; the account is made in Cognito, the mail goes by SES. */
  const signUp = async (page: Page, { name, email, password }: Person): Promise<void> => {
    await page.getByRole('link', { name: 'Create account' }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(/check-mail/);
    const mail = await until('The mail', () => site.account.mails.find(({ to }) => to === email));
    const link = /https?:\/\/\S+/.exec(mail.text)?.[0] ?? '';
    const other = await page.context().newPage();
    await other.goto(link);
    await other.waitForLoadState();
  };

  /** What is written down of an encode that is made elsewhere gets an hour older: the reconciler leaves young ones alone. */
  const letTimePass = async (id: string): Promise<void> => {
    const { objects } = site.stores;
    for (const { key } of await objects.list(`work/${id}/`)) {
      if (!key.endsWith('.json')) continue;
      const record = JSON.parse((await readText(objects, key)) ?? '{}') as { begunAt?: number };
      if (record.begunAt === undefined) continue;
      await objects.put(
        key,
        JSON.stringify({ ...record, begunAt: record.begunAt - 3_600_000 }),
        'application/json',
      );
    }
  };

  it('signs a person up, whose parts go from the browser to S3', async () => {
    studio = await visitor.open(`${site.url}/studio/upload`);
    await signUp(studio, createPerson('Ada'));
    await studio.locator('vid-upload').waitFor();
    await chooseFiles(studio, clip);
    await watchText(uploadRow(studio, 'lighthouse'), /Ready to watch/, 180_000);
    const token = await tokenOf(studio);
    client = createClient({ baseUrl: site.url, getToken: () => Promise.resolve(token) });
    videoId = (await client.call('listVideos')).items[0]?.id ?? '';
    assert.equal((await settled(client, videoId)).status, 'ready');
    const [job, ...others] = site.account.mediaConvert.jobs;
    assert.deepEqual([job?.status, others.length], ['COMPLETE', 0]);
    const operations = site.account.s3.requests.map(({ operation }) => operation);
    assert.ok(operations.includes('UploadPart') && operations.includes('CompleteMultipartUpload'));
    visitor.assertNoComplaints();
  });

  it('plays through the function at the edge, and nothing plays past it', async () => {
    const { version } = await client.call('getVideo', { params: { id: videoId } });
    await client.call('updateVideo', {
      params: { id: videoId },
      body: { visibility: 'public' },
      ifMatch: version,
    });
    const { hlsUrl } = await client.call('getPlayback', { params: { id: videoId } });
    assert.match(hlsUrl, new RegExp(`^${site.url}/p/`));
    const { heights, seconds } = await readPresentation(hlsUrl);
    assert.ok(heights.includes(480) && Math.abs(seconds - 12) < 0.1, `${heights.join()} in ${seconds} s`);
    for (const wrong of [hlsUrl.replace(/\/p\/[^/]+/, ''), hlsUrl.replace(/\/p\/(\d+)/, '/p/9999999999')]) {
      assert.equal((await fetch(wrong)).status, 403);
    }
    const viewer = await Visitor.arrive(browser);
    const page = await viewer.open(`${site.url}/watch/${videoId}`);
    const player = page.locator('vid-player');
    await player.evaluate((element) => (element as HTMLVideoElement).play());
    await playsOn(player);
    assert.equal((await factsOf(player)).error, null);
    viewer.assertNoComplaints();
    await viewer.leave();
  });

  it('counts the view by way of the stream', async () => {
    const day = new Date().toISOString().slice(0, 10);
    await until('The view is counted', async () => {
      const answer = await client.call('getVideoMetrics', {
        params: { id: videoId },
        query: { from: day, to: day },
      });
      return answer.days.some(({ views }) => views >= 1);
    });
  });

  it('encodes to the end though the worker was killed, and what AWS told was lost', async () => {
    site.bus.route = ({ source }) => ({ times: source === 'aws.mediaconvert' ? 0 : 1, delayMs: 0 });
    const id = await sendFile(client, clip);
    await until('A job was submitted', () => site.account.mediaConvert.jobs.length === 2);
    await site.kill('worker');
    await site.account.mediaConvert.settled();
    await site.run('worker');
    site.bus.route = () => ({ times: 2, delayMs: 0 });
    await letTimePass(id);
    await site.invoke('reconcile', {});
    await until('The video is ready', async () => {
      const { status } = await client.call('getVideo', { params: { id } });
      return status === 'ready';
    });
    assert.equal(site.account.mediaConvert.jobs.length, 2);
  });

  it('names what is wrong with a file, and goes on after the API was killed', async () => {
    await site.kill('api');
    await site.run('api');
    const bad = join(folder, 'letter.mp4');
    await writeFile(bad, 'Dear Sir or Madam,\n'.repeat(2000));
    const id = await sendFile(client, bad);
    const { status, failure } = await settled(client, id);
    assert.deepEqual([status, failure?.code], ['failed', 'not_media']);
  });
});
