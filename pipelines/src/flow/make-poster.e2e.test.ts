import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';

import type { PictureFormat, PosterStatus, PosterWanted } from '@vidkit/contracts/events/poster';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';

import { ffmpeg, makeClip, programs } from '../testing/clips.ts';
import { jpegTurned } from '../testing/jpeg-turned.ts';
import { FfmpegTranscoder } from '../transcoders/ffmpeg/ffmpeg-transcoder.ts';
import { makeChosenPoster } from './make-poster.ts';

const videoId = '01990000-0000-7000-8000-000000000001';
const prefix = `v/${videoId}/poster-3/`;

describe('makeChosenPoster', () => {
  let folder = '';
  let store: DiskObjectStore;
  let statuses: PosterStatus[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-poster-'));
    store = new DiskObjectStore({
      root: join(folder, 'objects'),
      publicUrl: 'http://localhost',
      keys: ['k'],
    });
    await store.start();
  });
  after(() => rm(folder, { recursive: true, force: true }));
  beforeEach(() => {
    statuses = [];
  });

  const run = async (
    from: PosterWanted['from'],
    { lastAttempt = false, attempt = 1, signal = new AbortController().signal } = {},
  ): Promise<PosterStatus | undefined> => {
    await makeChosenPoster(
      { videoId, number: 3, from },
      { signal, attempt, lastAttempt },
      {
        store,
        transcoder: new FfmpegTranscoder({ ffmpeg: programs.ffmpeg }),
        ffprobe: programs.ffprobe,
        scratchDir: join(folder, 'scratch'),
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        emit: (status) => Promise.resolve(void statuses.push(status)),
      },
    );
    return statuses.at(-1);
  };

  const keep = async (bytes: Uint8Array, format: PictureFormat) => {
    const key = `pictures/${videoId}/one`;
    await store.put(key, bytes, 'application/octet-stream');
    return { kind: 'picture', key, format } as const;
  };

  /** A picture that is red on the left and blue on the right. */
  const picture = async (name: string, size: string, ...encode: string[]): Promise<Buffer> => {
    const path = join(folder, name);
    const [width = 0] = size.split('x').map(Number);
    const half = `drawbox=x=0:y=0:w=${width / 2}:h=ih:color=red:t=fill`;
    await ffmpeg([
      '-f',
      'lavfi',
      '-i',
      `color=c=blue:s=${size}:d=1:r=1,${half}`,
      '-frames:v',
      '1',
      ...encode,
      path,
    ]);
    return readFile(path);
  };

  const made = (status: PosterStatus | undefined) => {
    assert.equal(status?.type, 'poster_made', JSON.stringify(status));
    return status.poster;
  };
  const failureOf = (status: PosterStatus | undefined): string =>
    status?.type === 'poster_failed' ? status.failure.code : JSON.stringify(status);

  /** The colours at the left, the right, the top and the bottom of a stored picture, as hex. */
  const colours = async (key: string): Promise<Record<'left' | 'right' | 'top' | 'bottom', string>> => {
    const path = await store.toFile(key, folder);
    const { stdout } = await promisify(execFile)(
      programs.ffmpeg,
      ['-v', 'error', '-i', path, '-vf', 'scale=9:9:flags=area,format=rgb24', '-f', 'rawvideo', '-'],
      { encoding: 'buffer' },
    );
    const at = (x: number, y: number) => {
      const [r = 0, , b = 0] = stdout.subarray((y * 9 + x) * 3);
      return r > 150 && b < 100 ? 'red' : b > 150 && r < 100 ? 'blue' : `${r},${b}`;
    };
    return { left: at(1, 4), right: at(7, 4), top: at(4, 1), bottom: at(4, 7) };
  };

  const formats = [
    ['jpeg', 'p.jpg', ['-pix_fmt', 'yuvj444p', '-q:v', '2']],
    ['png', 'p.png', []],
    ['webp', 'p.webp', ['-c:v', 'libwebp', '-quality', '95']],
    [
      'avif',
      'p.avif',
      [
        ...['-pix_fmt', 'yuv420p', '-c:v', 'libaom-av1', '-still-picture', '1'],
        ...['-usage', 'allintra', '-cpu-used', '8', '-crf', '20'],
      ],
    ],
  ] as const;
  for (const [format, name, encode] of formats) {
    it(`makes a ${format} into a poster of several sizes and formats`, async () => {
      const poster = made(await run(await keep(await picture(name, '1600x900', ...encode), format)));
      assert.deepEqual([poster.prefix, poster.width, poster.height], [prefix, 1280, 720]);
      assert.match(poster.color ?? '', /^#[0-9a-f]{6}$/);
      assert.match(poster.placeholder ?? '', /^data:image\/webp;base64,/);
      assert.deepEqual(
        poster.sources.map(({ type, width }) => `${type} ${width}`),
        [1280, 640, 320].flatMap((width) => [`image/avif ${width}`, `image/webp ${width}`]),
      );
      const stored = await store.list(prefix);
      assert.deepEqual(
        stored.map(({ key }) => key.slice(prefix.length)).sort(),
        [poster.file, ...poster.sources.map(({ file }) => file)].sort(),
      );
      assert.equal(
        poster.bytes,
        stored.reduce((sum, { size }) => sum + size, 0),
      );
      const seen = await colours(`${prefix}${poster.file}`);
      assert.deepEqual([seen.left, seen.right], ['red', 'blue']);
      await store.deletePrefix(prefix);
    });
  }

  it('turns what a camera held sideways', async () => {
    const jpeg = await picture('side.jpg', '800x400', '-pix_fmt', 'yuvj444p', '-q:v', '2');
    const poster = made(await run(await keep(jpegTurned(jpeg, 6, 'MM'), 'jpeg')));
    assert.deepEqual([poster.width, poster.height], [400, 800]);
    const seen = await colours(`${prefix}${poster.file}`);
    assert.deepEqual([seen.top, seen.bottom], ['red', 'blue']);
  });

  it('puts what is transparent on white', async () => {
    const path = join(folder, 'clear.png');
    await ffmpeg([
      '-f',
      'lavfi',
      '-i',
      'color=c=black@0:s=64x64:d=1:r=1,format=rgba',
      '-frames:v',
      '1',
      path,
    ]);
    assert.match(made(await run(await keep(await readFile(path), 'png'))).color ?? '', /^#(f[d-f]){3}$/);
  });

  it('takes the frame of a moment, the very last one too', async () => {
    const filter = "drawbox=color=red:t=fill:enable='lt(t,1)',drawbox=color=blue:t=fill:enable='gte(t,1)'";
    const clip = await makeClip({ folder, name: 'moment.mp4', seconds: 2, filter });
    const key = `v/${videoId}/12/360.mp4`;
    await store.putFile(key, clip, 'video/mp4');
    const at = async (atMs: number) => {
      const poster = made(await run({ kind: 'moment', key, atMs, width: 640, height: 360 }));
      return (await colours(`${prefix}${poster.file}`)).left;
    };
    assert.deepEqual(
      [await at(0), await at(900), await at(1100), await at(2000)],
      ['red', 'red', 'blue', 'blue'],
    );
  });

  it('refuses what is damaged, disguised or too large, by name', async () => {
    const png = await picture('ok.png', '64x64');
    const wide = await picture('wide.png', '20000x16');
    const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const [bytes, format, code] of [
      [png.subarray(0, 60), 'png', 'picture_unreadable'],
      [png, 'jpeg', 'picture_unreadable'],
      [script, 'png', 'picture_unreadable'],
      [script, 'avif', 'picture_unreadable'],
      [Buffer.from('#EXTM3U\nfile:///etc/passwd\n'), 'webp', 'picture_unreadable'],
      [Buffer.alloc(0), 'webp', 'picture_unreadable'],
      [wide, 'png', 'picture_too_large'],
      [claiming(png, 60_000), 'png', 'picture_unreadable'],
    ] as const)
      assert.equal(failureOf(await run(await keep(bytes, format))), code, `${format} ${bytes.length}`);
    assert.deepEqual(await readdir(join(folder, 'scratch')), []);
  });

  it('names a picture that is gone, and one that failed to the last', async () => {
    const gone = { kind: 'picture', key: 'pictures/gone', format: 'png' } as const;
    assert.equal(failureOf(await run(gone)), 'picture_missing');
    const ok = await keep(await picture('again.png', '64x64'), 'png');
    assert.equal(failureOf(await run(ok, { attempt: 21 })), 'out_of_resources');
    await assert.rejects(run(ok, { signal: AbortSignal.abort(new Error('stopping')) }), /stopping/);
  });
});

/** A PNG whose head claims another size. */
const claiming = (png: Buffer, side: number): Buffer => {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(side, 16);
  copy.writeUInt32BE(side, 20);
  return copy;
};
