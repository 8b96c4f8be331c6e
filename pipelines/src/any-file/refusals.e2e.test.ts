import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { makeBox } from '../steps/package/boxes.ts';
import { ffmpeg, makeClip, quickVideo } from '../testing/clips.ts';
import { type BadFile, describeRefusals } from '../testing/describe-files.ts';
import { Workbench } from '../testing/process-clip.ts';

const h264 = [...quickVideo, '-c:a', 'aac'];
const indexFirst = [...h264, '-movflags', '+faststart'];
const small = '426x240';

const bytes =
  (name: string, content: string | Buffer): BadFile['make'] =>
  async (folder) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

const cut = async (path: string): Promise<string> => {
  await truncate(path, Math.floor((await readFile(path)).length * 0.66));
  return path;
};

const brokenIndex = async (folder: string): Promise<string> => {
  const content = await readFile(
    await makeClip({ folder, name: 'whole.mp4', size: small, seconds: 1, encode: indexFirst }),
  );
  content.fill(0, content.indexOf('mvhd') + 4, content.indexOf('mdat') - 4);
  return bytes('broken-index.mp4', content)(folder);
};

const pngHeader = (width: number, height: number): Buffer => {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const header = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  return Buffer.concat([header, size, Buffer.from([8, 2, 0, 0, 0]), Buffer.alloc(1000)]);
};

/** Two frames, the second of which is shown after `seconds`: a few kilobytes that claim to last for hours. */
const pause = (name: string, seconds: number) => async (folder: string) => {
  const path = join(folder, name);
  await ffmpeg([
    ...['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=1:d=2', '-vf', `setpts=N*${seconds}/TB`, '-vsync', 'vfr'],
    ...[...quickVideo, path],
  ]);
  return path;
};

describeRefusals('refuses, with a reason for people,', [
  { what: 'a renamed text', code: 'not_media', make: bytes('text.mp4', 'These are words, not pictures.') },
  { what: 'nothing', code: 'empty_file', make: bytes('empty.mp4', '') },
  { what: 'zeros', code: 'not_media', make: bytes('zeros.mp4', Buffer.alloc(4096)) },
  {
    what: 'a file cut off in its media',
    code: 'file_truncated',
    make: async (folder) => cut(await makeClip({ folder, name: 'cut.mp4', size: small, encode: indexFirst })),
  },
  {
    what: 'a file cut off before its index',
    code: 'file_truncated',
    make: async (folder) => cut(await makeClip({ folder, name: 'cut2.mp4', size: small })),
  },
  { what: 'a broken index', code: 'not_media', make: brokenIndex },
  {
    what: 'one frame',
    code: 'too_short',
    make: (folder) =>
      makeClip({ folder, name: 'one.mp4', size: small, sound: false, encode: [...h264, '-frames:v', '1'] }),
  },
  { what: 'a picture', code: 'still_image', make: bytes('picture.mp4', pngHeader(640, 360)) },
  { what: 'a huge picture', code: 'still_image', make: bytes('huge.mp4', pngHeader(20_000, 20_000)) },
  {
    what: 'a list of other files',
    code: 'unsupported_container',
    make: bytes('concat.mp4', "ffconcat version 1.0\nfile '/etc/hostname'\n"),
  },
  {
    what: 'a side of more than 8,192 pixels',
    code: 'too_large',
    make: (folder) =>
      makeClip({ folder, name: 'side.mp4', size: '16x8208', seconds: 0.2, sound: false, encode: quickVideo }),
  },
  { what: 'a few kilobytes of many hours', code: 'too_long', make: pause('hours.mkv', 100 * 3600) },
  { what: 'a few kilobytes of half an hour', code: 'implausible_length', make: pause('half.mp4', 1800) },
]);

/** A video whose index says that its frames lie at another address. */
const referring = (file: Buffer, address: string): Buffer => {
  const at = file.indexOf('url \0\0\0\u0001') - 4;
  const old = file.readUInt32BE(at);
  const entry = makeBox('url ', Buffer.alloc(4), Buffer.from(`${address}\0`));
  const content = Buffer.concat([file.subarray(0, at), entry, file.subarray(at + old)]);
  for (const type of ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref']) {
    const start = content.lastIndexOf(type, at) - 4;
    content.writeUInt32BE(content.readUInt32BE(start) + entry.length - old, start);
  }
  return content;
};

describe('what a file refers to is not fetched', () => {
  let folder = '';
  let address = '';
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.end();
  });
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-references-'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.ts`;
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('by a playlist with the name of a video', async () => {
    const text = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${address}\n#EXT-X-ENDLIST\n`;
    const result = await new Workbench(folder).process(await bytes('list.mp4', text)(folder));
    assert.equal(result.failure?.code, 'unsupported_container');
    assert.equal(calls, 0);
  });

  it('by an index whose frames lie elsewhere: those at hand are shown', async () => {
    const clip = await makeClip({ folder, name: 'own.mp4', size: small, seconds: 1, sound: false });
    const file = referring(await readFile(clip), address);
    const result = await new Workbench(folder).process(await bytes('elsewhere.mp4', file)(folder));
    assert.equal(result.failure, null);
    assert.equal(calls, 0);
  });
});
