import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';

const run = promisify(execFile);
const ffmpeg = process.env['FFMPEG_PATH'] || 'ffmpeg';

export interface ClipOptions {
  readonly size?: string;
  readonly rate?: number;
  readonly seconds?: number;
  readonly sound?: boolean;
  /** A sound for each of these, by its three letters, instead of one that is in none. */
  readonly languages?: readonly string[];
  /** Filters for the picture. */
  readonly filter?: string;
}

/** Makes an H.264 clip of a moving test picture, with AAC sound unless told otherwise. Returns its path. */
export const makeClip = async (
  path: string,
  { size = '1280x720', rate = 30, seconds = 20, sound = true, languages = [], filter }: ClipOptions = {},
): Promise<string> => {
  await run(ffmpeg, [
    ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`],
    ...(sound ? ['-f', 'lavfi', '-i', `sine=f=440:r=48000:d=${seconds}`, '-c:a', 'aac'] : []),
    ...(languages.length > 0 ? ['-map', '0:v'] : []),
    ...languages.flatMap((language, i) => ['-map', '1:a', `-metadata:s:a:${i}`, `language=${language}`]),
    ...(filter ? ['-vf', filter] : []),
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '28', '-pix_fmt', 'yuv420p'],
    ...['-movflags', '+faststart', path],
  ]);
  return path;
};

/**
 * Makes a clip larger by bytes that no decoder looks at, so that sending it takes a while and encoding it does not.
 * They are random, so that no part equals another.
 */
export const growClip = async (path: string, bytes: number): Promise<string> => {
  const file = await open(path, 'a');
  try {
    const header = Buffer.alloc(8);
    header.writeUInt32BE(bytes);
    header.write('free', 4, 'latin1');
    await file.write(header);
    for (let left = bytes - header.length; left > 0; left -= 1024 ** 2) {
      await file.write(randomBytes(Math.min(left, 1024 ** 2)));
    }
  } finally {
    await file.close();
  }
  return path;
};

export const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/** Files that are not the videos that their names promise, with the name of the failure that each must end in. */
export const makeBadFiles = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const text = join(folder, 'letter.mp4');
  await writeFile(text, 'Dear Sir or Madam,\n'.repeat(2000));

  const truncated = await makeClip(join(folder, 'cut-off.mp4'), { size: '640x360', seconds: 10 });
  await truncate(truncated, Math.floor((await stat(truncated)).size * 0.01) + 600);

  const single = await makeClip(join(folder, 'one-frame.mp4'), {
    size: '640x360',
    seconds: 0.04,
    sound: false,
  });

  const picture = join(folder, 'wall.mp4');
  await writeFile(picture, hugePicture(20_000));
  return {
    [text]: 'not_media',
    [truncated]: 'file_truncated',
    [single]: 'too_short',
    [picture]: 'still_image',
  };
};

/** A PNG of one colour, `side` pixels wide and high; made by hand, for no program draws it in little memory. */
const hugePicture = (side: number): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, checksum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // One bit of grey a pixel.
  header[8] = 1;
  const rows = Buffer.alloc((1 + side / 8) * side);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
