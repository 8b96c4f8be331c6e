import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { checkOutput } from '../steps/check/check-output.ts';
import { readTrack } from '../steps/package/track.ts';
import { colorAt, decodeAll, makeClip, turnClip } from '../testing/clips.ts';
import { type Processed, Workbench } from '../testing/process-clip.ts';

describe('processVideo', () => {
  let folder = '';
  let bench: Workbench;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-process-'));
    bench = new Workbench(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const sizes = ({ publication }: Processed) =>
    publication?.renditions.map(({ width, height }) => `${width}x${height}`);
  const assertSound = async (result: Processed) => {
    assert.equal(result.failure, null);
    assert.deepEqual(await checkOutput(result.files, 'master.m3u8'), []);
    assert.deepEqual(result.leftovers, []);
    const percents = result.statuses.flatMap((status) =>
      status.type === 'progress' ? [status.progress.percent] : [],
    );
    assert.deepEqual(
      percents,
      [...percents].sort((a, b) => a - b),
    );
  };

  it('publishes a 1080p clip early, then whole', async () => {
    const clip = await makeClip({ folder, name: 'land.mp4', size: '1920x1080', seconds: 2.4 });
    const result = await bench.process(clip);
    await assertSound(result);
    const [first, last] = result.statuses.flatMap((status) => ('publication' in status ? [status] : []));
    assert.equal(first?.type, 'playable');
    assert.deepEqual(
      first.publication.renditions.map(({ name }) => name),
      ['360'],
    );
    assert.equal(last?.type, 'complete');
    assert.deepEqual([first.publication.revision, last.publication.revision], [11, 12]);
    assert.deepEqual(sizes(result), ['1920x1080', '1280x720', '854x480', '640x360', '426x240']);
    assert.equal(last.publication.hasAudio, true);
    assert.match(last.publication.poster?.color ?? '', /^#[0-9a-f]{6}$/);
    for (const { name } of last.publication.renditions) {
      assert.equal(await decodeAll(join(result.files, `${name}.mp4`)), 72);
    }
    const vtt = await readFile(join(result.files, 'storyboard.vtt'), 'utf8');
    assert.equal(vtt.match(/#xywh=/g)?.length, 3);
  });

  it('turns a rotated portrait upright', async () => {
    const plain = await makeClip({
      folder,
      name: 'plain.mp4',
      size: '640x360',
      seconds: 1,
      filter: 'drawbox=0:0:200:100:white:fill',
    });
    const result = await bench.process(await turnClip(plain, join(folder, 'turned.mp4'), -90));
    await assertSound(result);
    assert.deepEqual(sizes(result), ['360x640', '240x426']);
    // Turned clockwise, the box at the top left comes to the top right.
    const color = await colorAt(join(result.files, '360.mp4'), { seconds: 0.5, x: 320, y: 40 });
    assert.ok(
      color.every((part) => part > 230),
      `the box is not where it belongs: ${color.join()}`,
    );
  });

  it('has no trace of sound for a silent screen clip', async () => {
    const result = await bench.process(
      await makeClip({ folder, name: 'silent.mp4', sound: false, size: '800x450' }),
    );
    await assertSound(result);
    assert.equal(result.publication?.hasAudio, false);
    assert.doesNotMatch(await readFile(join(result.files, 'master.m3u8'), 'utf8'), /AUDIO|mp4a/);
  });

  it('takes HEVC', async () => {
    const encode = [
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-x265-params',
      'log-level=none',
      '-tag:v',
      'hvc1',
      '-c:a',
      'aac',
    ];
    const result = await bench.process(await makeClip({ folder, name: 'hevc.mov', seconds: 1, encode }));
    await assertSound(result);
    assert.deepEqual(sizes(result), ['640x360', '426x240']);
  });

  it('takes VP9 with Opus in a WebM, and one that does not know its duration', async () => {
    const encode = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'];
    const options = { folder, size: '426x240', seconds: 1.5 };
    for (const [name, extra] of [
      ['vp9.webm', []],
      ['live.webm', ['-live', '1']],
    ] as const) {
      const result = await bench.process(await makeClip({ ...options, name, encode: [...encode, ...extra] }));
      await assertSound(result);
      assert.ok(
        Math.abs((result.publication?.durationMs ?? 0) - 1500) <= 40,
        `${name}: ${result.publication?.durationMs} ms`,
      );
    }
  });

  it('keeps keyframes aligned over hard cuts at a fractional rate, full and half', async () => {
    const filter = `eq=brightness='0.4*gt(mod(t,0.9),0.45)':eval=frame`;
    const clip = await makeClip({
      folder,
      name: 'cuts.mp4',
      size: '1280x720',
      rate: '60000/1001',
      seconds: 5,
      filter,
    });
    const result = await bench.process(clip);
    await assertSound(result);
    assert.deepEqual(
      result.publication?.renditions.map(({ frameRate }) => frameRate),
      [59.94, 29.97, 29.97, 29.97],
    );
    const grids = await Promise.all(
      (result.publication?.renditions ?? []).map(async ({ name }) => {
        const { fragments, timescale } = await readTrack(join(result.files, `${name}.mp4`));
        return fragments.map(({ time }) => Math.round((time / timescale) * 1000));
      }),
    );
    for (const grid of grids) assert.deepEqual(grid, [0, 2002, 4004]);
  });

  it('says where the sound of a late track begins', async () => {
    const late = ['-itsoffset', '1', '-f', 'lavfi', '-i', 'sine=d=2', '-map', '0:v', '-map', '1:a'];
    const encode = [...late, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
    const result = await bench.process(
      await makeClip({ folder, name: 'late.mkv', sound: false, seconds: 2, encode }),
    );
    await assertSound(result);
    assert.ok(Math.abs(result.publication!.durationMs - 3000) < 50);
  });

  it('announces a finished video again without encoding it again', async () => {
    const clip = await makeClip({ folder, name: 'again.mp4', size: '320x180', seconds: 1 });
    const first = await bench.process(clip, { videoId: 'again' });
    const second = await bench.process(clip, { videoId: 'again' });
    assert.deepEqual(
      second.statuses.map(({ type }) => type),
      ['complete'],
    );
    assert.deepEqual(second.publication, first.publication);
  });

  it('stops within a second and leaves nothing behind', async () => {
    const clip = await makeClip({ folder, name: 'stop.mp4', size: '1280x720', seconds: 12 });
    const stop = new AbortController();
    const running = bench.process(clip, { signal: stop.signal, lastAttempt: false });
    let stoppedAt = 0;
    setTimeout(() => {
      stoppedAt = performance.now();
      stop.abort(new Error('stopped by the test'));
    }, 700);
    await assert.rejects(running, /stopped by the test/);
    assert.ok(performance.now() - stoppedAt < 1000);
    assert.deepEqual(await readdir(join(folder, 'scratch')), []);
  });

  describe('refuses, with a reason for people,', () => {
    const refusals: readonly [string, string, () => Promise<string>][] = [
      ['a renamed text', 'not_media', () => write('text.mp4', 'These are words, not pictures.')],
      ['an empty file', 'empty_file', () => write('empty.mp4', '')],
      ['zeros', 'not_media', () => write('zeros.mp4', Buffer.alloc(4096))],
      [
        'a file cut off in its media',
        'file_truncated',
        async () =>
          cut(await makeClip({ folder, name: 'cut.mp4', encode: [...h264, '-movflags', '+faststart'] })),
      ],
      [
        'a file cut off before its index',
        'file_truncated',
        async () => cut(await makeClip({ folder, name: 'cut2.mp4' })),
      ],
      [
        'one frame',
        'too_short',
        () => makeClip({ folder, name: 'one.mp4', sound: false, encode: [...h264, '-frames:v', '1'] }),
      ],
      ['a huge picture with the name of a video', 'still_image', () => hugePicture()],
      [
        'a broken index',
        'not_media',
        async () =>
          damage(
            await makeClip({ folder, name: 'broken.mp4', encode: [...h264, '-movflags', '+faststart'] }),
          ),
      ],
      [
        'sound alone',
        'no_video_stream',
        () => makeClip({ folder, name: 'sound.m4a', encode: ['-vn', '-c:a', 'aac'] }),
      ],
      [
        'a list of other files',
        'unsupported_container',
        () => write('concat.mp4', "ffconcat version 1.0\nfile '/etc/hostname'\n"),
      ],
    ];
    const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
    const write = async (name: string, content: string | Buffer) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    };
    const cut = async (path: string) => {
      await truncate(path, Math.floor((await readFile(path)).length * 0.66));
      return path;
    };
    const damage = async (path: string) => {
      const bytes = await readFile(path);
      bytes.fill(0, bytes.indexOf('mvhd') + 4, bytes.indexOf('mdat') - 4);
      return write('broken-index.mp4', bytes);
    };
    const hugePicture = async () => {
      const size = Buffer.alloc(8);
      size.writeUInt32BE(20_000, 0);
      size.writeUInt32BE(20_000, 4);
      const header = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
      return write(
        'huge.mp4',
        Buffer.concat([header, size, Buffer.from([8, 2, 0, 0, 0]), Buffer.alloc(1000)]),
      );
    };

    for (const [what, code, make] of refusals) {
      it(what, async () => {
        const result = await bench.process(await make());
        assert.equal(result.failure?.code, code);
        assert.ok(result.failure.detail.length > 10);
        assert.equal(result.publication, null);
        assert.deepEqual(result.leftovers, []);
      });
    }

    it('a playlist, without calling anybody', async () => {
      let calls = 0;
      const server = createServer((_, response) => {
        calls += 1;
        response.end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      try {
        const { port } = server.address() as AddressInfo;
        const text = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:${port}/a.ts\n#EXT-X-ENDLIST\n`;
        const result = await bench.process(await write('list.mp4', text));
        assert.equal(result.failure?.code, 'unsupported_container');
        assert.equal(calls, 0);
      } finally {
        server.close();
      }
    });

    it('a source that is no longer there', async () => {
      const result = await bench.process(await write('gone.mp4', 'x'), { sourceKey: 'u/gone' });
      assert.equal(result.failure?.code, 'source_missing');
    });
  });
});
