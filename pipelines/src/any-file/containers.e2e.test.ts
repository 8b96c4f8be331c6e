import assert from 'node:assert/strict';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ffmpeg, makeClip, quickVideo } from '../testing/clips.ts';
import { describeFiles } from '../testing/describe-files.ts';

const small = '426x240';
const twice = ['426x240@30', '426x240@30'];
const h264 = [...quickVideo, '-c:a', 'aac'];
const vp9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'];

const chaptersAndSubtitles = async (folder: string): Promise<string> => {
  const clip = await makeClip({ folder, name: 'plain.mp4', size: small });
  const subtitles = join(folder, 'text.srt');
  const chapters = join(folder, 'chapters.txt');
  await writeFile(subtitles, '1\n00:00:00,500 --> 00:00:01,500\nHello & <i>welcome</i>\n');
  const chapter = (start: number, end: number, title: string) =>
    `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${start}\nEND=${end}\ntitle=${title}\n`;
  await writeFile(chapters, `;FFMETADATA1\n${chapter(0, 1500, 'Intro')}${chapter(1500, 2000, 'Part two')}`);
  const path = join(folder, 'extras.mkv');
  await ffmpeg([
    ...['-i', clip, '-i', subtitles, '-i', chapters, '-map', '0', '-map', '1', '-map_chapters', '2'],
    ...['-c', 'copy', '-c:s', 'srt', '-metadata:s:s:0', 'language=eng', path],
  ]);
  return path;
};

/** Zeros over a thousandth of the media. */
const damage = async (path: string): Promise<string> => {
  const bytes = await readFile(path);
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(2000), 0, 2000, Math.floor(bytes.length / 2));
  await file.close();
  return path;
};

describeFiles('in any container', [
  {
    what: 'VP9 and Opus in WebM',
    make: (folder) => makeClip({ folder, name: 'vp9.webm', size: small, seconds: 1, encode: vp9 }),
    becomes: { rungs: twice, seconds: 1, flashes: 1 },
  },
  {
    what: 'a recording of a browser, which does not know its duration',
    make: (folder) =>
      makeClip({ folder, name: 'live.webm', size: small, seconds: 1, encode: [...vp9, '-live', '1'] }),
    becomes: { rungs: twice, seconds: 1, flashes: 1 },
  },
  {
    what: 'HEVC in QuickTime, with its index at the end',
    make: (folder) =>
      makeClip({
        folder,
        name: 'hevc.mov',
        size: small,
        seconds: 1,
        encode: [
          ...['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'],
          ...['-tag:v', 'hvc1', '-c:a', 'aac'],
        ],
      }),
    becomes: { rungs: twice, seconds: 1, flashes: 1 },
  },
  {
    what: 'Matroska with chapters and subtitles',
    make: chaptersAndSubtitles,
    becomes: { rungs: twice, seconds: 2, flashes: 2 },
    check: async ({ publication, files }) => {
      assert.deepEqual(
        publication?.captions.map(({ kind, language, cues }) => [kind, language, cues]),
        [['subtitles', 'en', 1]],
      );
      const text = await readFile(join(files, publication.captions[0]?.file ?? ''), 'utf8');
      assert.match(text, /\n00:00:00\.[45]\d\d --> 00:00:01\.[45]\d\d\nHello &amp; <i>welcome<\/i>\n/);
      const [intro, second] = publication?.chapters ?? [];
      assert.deepEqual(intro, { startMs: 0, title: 'Intro' });
      assert.equal(second?.title, 'Part two');
      // The run-in of the sound moves everything by some milliseconds, chapters too.
      assert.ok(Math.abs(second.startMs - 1500) < 30, `at ${second.startMs} ms`);
    },
  },
  {
    what: 'MP4 by the name of WebM, by what it is',
    make: async (folder) => {
      const path = join(folder, 'wrong.webm');
      await rename(await makeClip({ folder, name: 'right.mp4', size: small, seconds: 1 }), path);
      return path;
    },
    becomes: { rungs: twice, seconds: 1, warnings: ['extension_mismatch'], flashes: 1 },
  },
  {
    what: 'damaged in the middle, and told so',
    make: async (folder) =>
      damage(
        await makeClip({
          folder,
          name: 'damaged.mp4',
          seconds: 3,
          encode: [...h264, '-movflags', '+faststart'],
        }),
      ),
    becomes: { rungs: ['640x360@30', '426x240@30', '426x240@30'], seconds: 3, warnings: ['damaged_frames'] },
  },
]);
