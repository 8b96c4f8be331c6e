import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { encodeEnded } from '@vidkit/contracts/events/media';

import { outsidePrefix, readRecord } from '../flow/outside-record.ts';
import { readManifest, writeManifest } from '../steps/publish.ts';
import { ConvertError } from '../transcoders/converter.ts';
import { assertPlayable } from '../testing/assert-playable.ts';
import { makeClip, turnClip } from '../testing/clips.ts';
import { EncodeSite } from '../testing/mediaconvert/encode-site.ts';

/**
 * The SDK's client, the handlers of events and the flow of the workers are the real ones, and the jobs are carried out by
 * the real ffmpeg; MediaConvert itself and EventBridge are stood in for over loopback. What the service accepts and how
 * its files look in detail, only an account can tell.
 */
describe('an encode on AWS', () => {
  let folder = '';
  let clip = '';
  let site: EncodeSite;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-aws-encode-'));
    clip = await makeClip({ folder, name: 'clip.mp4', size: '854x480', seconds: 5 });
  });
  beforeEach(async () => {
    site = new EncodeSite(await mkdtemp(join(folder, 'site-')));
    await site.start();
  });
  afterEach(() => site.stop());
  after(() => rm(folder, { recursive: true, force: true }));

  const rungs = ['854x480@30', '640x360@30', '428x240@30', '428x240@30'];
  const withFlv = ['-c:v', 'flv1', '-c:a', 'aac'];
  const types = () => site.statuses.map(({ type }) => type).filter((type) => type !== 'progress');

  it('can be watched before the converter has ended, and is published by what that has made', async () => {
    const message = await site.upload(clip);
    await site.begin(message);
    assert.ok(types().every((type) => type === 'playable') && types().length > 0);
    assert.equal(
      (await readRecord(site.bench.store, outsidePrefix(message)))?.jobId,
      site.standIn.jobs[0]?.id,
    );
    await site.settled();
    await site.finishAll();
    assert.equal(types().at(-1), 'complete');
    const result = await site.result();
    await assertPlayable(result, { rungs, seconds: 5, flashes: 5 });
    assert.ok(result.publication?.storyboard);
    assert.deepEqual(site.errors, []);
    assert.deepEqual(await site.bench.store.list(outsidePrefix(message)), []);
  });

  it('turns what a phone has filmed, and keeps surround beside stereo', async () => {
    const channel = '0.3*sin(2*PI*440*t)*if(between(mod(t,1),0.5,0.6),1,0.05)';
    const surround = `aevalsrc='${Array(6).fill(channel).join('|')}':c=5.1:s=48000:d=5`;
    const flat = await makeClip({ folder, name: 'flat.mp4', size: '854x480', seconds: 5, sound: [surround] });
    const message = await site.upload(await turnClip(flat, join(folder, 'turned.mp4'), 90));
    await site.begin(message);
    await site.settled();
    await site.finishAll();
    assert.deepEqual(site.errors, []);
    const upright = ['480x854@30', '360x640@30', '240x428@30', '240x428@30'];
    await assertPlayable(await site.result(), { rungs: upright, seconds: 5, flashes: 5, surround: ['und'] });
  });

  it('makes a part of a source, to the frame', async () => {
    const message = await site.upload(clip, { startMs: 1000, endMs: 4000 });
    await site.begin(message);
    assert.deepEqual(types(), []);
    await site.settled();
    await site.finishAll();
    assert.deepEqual(site.errors, []);
    await assertPlayable(await site.result(), { rungs, seconds: 3, flashes: 3 });
  });

  it('does not wait for a first rendition that still grows, and makes a storyboard of its own', async () => {
    const message = await site.upload(clip);
    await site.begin(message);
    await site.settled();
    const { store } = site.bench;
    const early = await readManifest(store, `v/${message.videoId}/11/`);
    assert.ok(early);
    await writeManifest(store, { ...early, publication: { ...early.publication, growing: true } });
    await site.finishAll();
    assert.deepEqual(site.errors, []);
    const result = await site.result();
    await assertPlayable(result, { rungs, seconds: 5, flashes: 5 });
    assert.equal(result.publication?.storyboard, 'storyboard.vtt');
    assert.match(await readFile(join(result.files, 'storyboard.vtt'), 'utf8'), /storyboard-001\.jpg#xywh=/);
  });

  it('bears every event twice, late and in any order, and its messages again', async () => {
    const message = await site.upload(clip);
    let late = 0;
    site.standIn.delivery = () => ({ times: 2, delayMs: 300 - (late += 7) });
    await site.begin(message);
    await site.settled();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await site.settled();
    const [ended] = site.received('encode-ended').map((one) => encodeEnded.parse(one));
    assert.ok(ended);
    await site.finish(ended);
    await site.finish(ended);
    await site.begin(message);
    assert.equal(site.standIn.jobs.length, 1);
    assert.deepEqual(
      types().filter((type) => type !== 'playable'),
      ['complete', 'complete'],
    );
    const { publication } = await readManifest(site.bench.store, `v/${message.videoId}/12/`).then((found) => {
      assert.ok(found);
      return found;
    });
    assert.equal(publication.renditions.length, 4);
    assert.deepEqual(site.errors, []);
  });

  it('is finished by the reconciler when the end of its job was not heard', async () => {
    const message = await site.upload(clip);
    site.standIn.delivery = () => ({ times: 0, delayMs: 0 });
    await site.begin(message);
    await site.settled();
    assert.deepEqual(await site.reconcile(0), { encodes: 1, begun: 0, ended: 0, unknown: 0 });
    assert.deepEqual(site.messages, []);
    assert.deepEqual(await site.reconcile(3_600_000), { encodes: 1, begun: 0, ended: 1, unknown: 0 });
    await site.finishAll();
    assert.equal(types().at(-1), 'complete');
    assert.deepEqual(await site.reconcile(3_600_000), { encodes: 0, begun: 0, ended: 0, unknown: 0 });
    assert.deepEqual(site.errors, []);
  });

  it('finds its job again when it was killed before it had stored the number of it', async () => {
    const message = await site.upload(clip);
    const { converter } = site;
    const killed = Object.assign(Object.create(converter) as typeof converter, {
      objections: converter.objections.bind(converter),
      findSubmitted: converter.findSubmitted.bind(converter),
      submit: async (job: Parameters<typeof converter.submit>[0]) => {
        await converter.submit(job);
        throw new Error('killed');
      },
    });
    await assert.rejects(site.begin(message, { converter: killed }), /killed/);
    const record = await readRecord(site.bench.store, outsidePrefix(message));
    assert.equal(record?.jobId, null);
    // The token protects for a minute only.
    site.standIn.passTime(3_600_000);
    assert.deepEqual(await site.reconcile(3_600_000), { encodes: 1, begun: 1, ended: 0, unknown: 0 });
    assert.deepEqual(site.received('object-stored'), [message]);
    await site.begin(message);
    assert.equal(site.standIn.jobs.length, 1);
    await site.settled();
    await site.finishAll();
    assert.equal(types().at(-1), 'complete');
    assert.deepEqual(site.errors, []);
  });

  it('makes at once what is made before a converter has begun, and what that does not take', async () => {
    const short = await makeClip({ folder, name: 'short.mp4', size: '320x180', seconds: 1 });
    await site.begin(await site.upload(short));
    assert.deepEqual(types(), ['complete']);
    const odd = await makeClip({ folder, name: 'odd.mkv', size: '854x480', seconds: 5, encode: withFlv });
    await site.begin(await site.upload(odd));
    assert.equal(types().filter((type) => type === 'complete').length, 2);
    assert.deepEqual(site.standIn.jobs, []);
    assert.deepEqual(site.errors, []);
  });

  it('fails with a name where the job blames the source', async () => {
    const message = await site.upload(clip);
    site.standIn.failJob(1076, 'Unexpected end of file.');
    await site.begin(message);
    await site.settled();
    await site.finishAll();
    const result = await site.result();
    assert.equal(result.failure?.code, 'file_truncated');
    assert.deepEqual(await site.bench.store.list(outsidePrefix(message)), []);
  });

  it('is made here where the job failed for reasons of the service, and where it made something else', async () => {
    const message = await site.upload(clip);
    site.standIn.failJob(1999, 'Unknown error.');
    await site.begin(message);
    await site.settled();
    await site.finishAll();
    assert.equal(types().at(-1), 'complete');
    assert.match(site.errors.join(), /the converter has failed/);

    const other = await site.upload(clip);
    await site.begin(other);
    await site.settled();
    const keys = await site.bench.store.list(outsidePrefix(other));
    const picture = keys.find(({ key }) => key.endsWith('_480.cmfv'));
    assert.ok(picture);
    await site.bench.store.put(picture.key, 'no boxes', 'video/mp4');
    await site.finishAll();
    assert.match(site.errors.join(), /does not fit/);
    const manifest = await readManifest(site.bench.store, `v/${other.videoId}/12/`);
    assert.equal(manifest?.publication.renditions.length, 4);
  });

  it('is made here where workers have no converter any more', async () => {
    const message = await site.upload(clip);
    await site.begin(message);
    await site.settled();
    const [ended] = site.received('encode-ended').map((one) => encodeEnded.parse(one));
    assert.ok(ended);
    await site.finish(ended, { converter: undefined });
    assert.equal(types().at(-1), 'complete');
    assert.deepEqual(await site.bench.store.list(outsidePrefix(message)), []);
  });

  it('waits while the service throttles, and is made here when it does so to the last', async () => {
    const message = await site.upload(clip);
    site.standIn.failNext({ status: 429, code: 'TooManyRequestsException', times: 3 });
    await assert.rejects(site.begin(message), ConvertError);
    site.standIn.failNext({ status: 503, code: 'InternalServerErrorException', times: 2 });
    await site.begin(message);
    assert.equal(site.standIn.jobs.length, 1);

    const other = await site.upload(clip);
    site.standIn.failNext({ status: 429, code: 'TooManyRequestsException', times: 100 });
    await site.begin(other, {}, true);
    assert.equal(types().at(-1), 'complete');
    assert.equal(site.standIn.jobs.length, 1);
  });
});
