import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { EncodeStatus, Publication } from '@vidkit/contracts/events/media';

import { type GrowingEntry, readGrowingPlaylist } from '../steps/growing/growing-playlist.ts';
import { totalDuration } from '../steps/package/segments.ts';
import { readText } from '@vidkit/platform/ports/stored-text';
import { makeClip } from '../testing/clips.ts';
import { readPicture, readSound } from '../testing/measure.ts';
import { Workbench } from '../testing/process-clip.ts';

describe('growRevision', () => {
  let folder = '';
  let bench: Workbench;
  let clip = '';
  const frames = Math.ceil((14.3 * 30_000) / 1001);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-grow-'));
    bench = new Workbench(folder);
    clip = await makeClip({ folder, name: 'clip.mp4', rate: '30000/1001', seconds: 14.3 });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const publicationOf = (status: EncodeStatus): Publication | null =>
    status.type === 'playable' ? status.publication : null;
  const playlist = (prefix: string, name: string) =>
    readText(bench.store, `${prefix}${name}.growing.m3u8`).then((text) => text ?? '');
  const seconds = (entries: readonly GrowingEntry[]) =>
    totalDuration(entries.map(({ duration }) => ({ offset: 0, size: 0, duration })));

  /** Everything that the playlist lists in one file, as a player would put it together. */
  const assemble = async (prefix: string, name: string): Promise<string> => {
    const entries = readGrowingPlaylist(await playlist(prefix, name));
    const names = [entries[0]?.map ?? '', ...entries.map(({ uri }) => uri)];
    const bytes = await Promise.all(
      names.map(async (one) => readFile(await bench.store.toFile(`${prefix}${one}`, folder))),
    );
    const path = join(folder, `${name}.mp4`);
    await writeFile(path, Buffer.concat(bytes));
    return path;
  };

  it('can be played after its first two seconds, and ends whole', async () => {
    const seen: { publication: Publication; video: string; sound: string }[] = [];
    const result = await bench.process(clip, {
      onStatus: async (status) => {
        const publication = publicationOf(status);
        if (!publication) return;
        const [video, sound] = await Promise.all(
          ['360', 'audio-und'].map((name) => playlist(publication.prefix, name)),
        );
        seen.push({ publication, video: video ?? '', sound: sound ?? '' });
      },
    });
    assert.equal(result.failure, null);
    assert.deepEqual(result.leftovers, []);
    const [first] = seen;
    const last = seen.at(-1);
    assert.ok(first && last);
    assert.deepEqual(
      [first.publication.growing, first.publication.durationMs, last.publication.growing],
      [true, last.publication.durationMs, false],
    );
    for (const text of [first.video, first.sound]) {
      assert.match(text, /#EXT-X-PLAYLIST-TYPE:EVENT\n/);
      assert.doesNotMatch(text, /ENDLIST/);
      assert.ok((readGrowingPlaylist(text)[0]?.duration ?? 9) < 2.1);
    }
    for (const text of [last.video, last.sound]) {
      assert.match(text, /#EXT-X-PLAYLIST-TYPE:VOD\n[^]*#EXT-X-ENDLIST\n$/);
      const entries = readGrowingPlaylist(text);
      assert.deepEqual(
        entries.map(({ duration }) => Math.round(duration)),
        [2, 2, 2, 6, 2],
      );
      assert.ok(Math.abs(seconds(entries) - last.publication.durationMs / 1000) < 0.05);
    }
    const { prefix } = last.publication;
    assert.equal((await readPicture(await assemble(prefix, '360'))).frames, frames);
    assert.ok(Math.abs((await readSound(await assemble(prefix, 'audio-und'))).seconds - 14.3) < 0.1);
    assert.equal(last.publication.poster?.file, 'poster.jpg');
    assert.equal(last.publication.storyboard, 'storyboard.vtt');
    assert.equal(result.publication?.revision, 12);
  });

  it('goes on after an attempt that was killed, and only ever adds', async () => {
    const videoId = 'killed';
    const stop = new AbortController();
    const before = { video: '', sound: '' };
    const first = bench.process(clip, {
      videoId,
      signal: stop.signal,
      lastAttempt: false,
      onStatus: async (status) => {
        const publication = publicationOf(status);
        if (!publication) return;
        before.video = await playlist(publication.prefix, '360');
        before.sound = await playlist(publication.prefix, 'audio-und');
        stop.abort(new Error('killed by the test'));
      },
    });
    await assert.rejects(first, /killed by the test/);
    assert.doesNotMatch(before.video, /ENDLIST/);

    const result = await bench.process(clip, { videoId });
    assert.equal(result.failure, null);
    const prefix = `v/${videoId}/11/`;
    for (const [name, old] of [
      ['360', before.video],
      ['audio-und', before.sound],
    ] as const) {
      const now = readGrowingPlaylist(await playlist(prefix, name));
      const then = readGrowingPlaylist(old);
      assert.ok(then.length > 0 && then.length < now.length);
      assert.deepEqual(now.slice(0, then.length), then);
    }
    assert.equal((await readPicture(await assemble(prefix, '360'))).frames, frames);
    assert.equal(result.statuses.find(({ type }) => type === 'playable')?.type, 'playable');
  });
});
