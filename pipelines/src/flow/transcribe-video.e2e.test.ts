import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { parseCaptions } from '@vidkit/contracts/captions/parse-captions';
import type { Publication } from '@vidkit/contracts/events/media';
import type { TranscriptionStatus } from '@vidkit/contracts/events/transcription';
import { readText } from '@vidkit/platform/ports/stored-text';

import { ffmpeg, programs, tone } from '../testing/clips.ts';
import { Workbench } from '../testing/process-clip.ts';
import type { StandInModel } from '../testing/whisper-stand-in.ts';
import { WhisperTranscriber } from '../transcribers/whisper-transcriber.ts';
import { FfmpegTranscoder } from '../transcoders/ffmpeg/ffmpeg-transcoder.ts';
import { transcribeVideo } from './transcribe-video.ts';

const videoId = '01990000-0000-7000-8000-000000000001';
const hello: StandInModel = {
  language: 'de',
  segments: [
    { from: 1500, to: 99_000, text: ' Bis zum <b>Ende</b>.' },
    { from: 0, to: 1600, text: ' Guten Tag.' },
  ],
};

describe('transcribeVideo', () => {
  let folder = '';
  let bench: Workbench;
  let published: Publication;
  let statuses: TranscriptionStatus[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-transcribe-'));
    bench = new Workbench(folder);
    const clip = join(folder, 'talk.mka');
    await ffmpeg([
      ...['-f', 'lavfi', '-i', tone({ seconds: 2 }), '-f', 'lavfi', '-i', tone({ seconds: 2, hertz: 880 })],
      ...['-map', '0', '-map', '1', '-c:a', 'aac'],
      ...['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=fra', clip],
    ]);
    const { publication } = await bench.process(clip, { videoId });
    assert.ok(publication);
    published = publication;
  });
  after(() => rm(folder, { recursive: true, force: true }));
  beforeEach(() => {
    statuses = [];
  });

  const run = async (
    model: StandInModel | null,
    {
      language = null as string | null,
      multivariant = published.multivariant,
      lastAttempt = false,
      attempt = 1,
      signal = new AbortController().signal,
    } = {},
  ): Promise<TranscriptionStatus | undefined> => {
    const file = join(folder, 'model.bin');
    await writeFile(file, JSON.stringify(model));
    const program = join(import.meta.dirname, '../testing/whisper-stand-in.ts');
    const { prefix, durationMs } = published;
    await transcribeVideo(
      { videoId, number: 4, prefix, multivariant, durationMs, language },
      { signal, attempt, lastAttempt },
      {
        store: bench.store,
        transcoder: new FfmpegTranscoder({ ffmpeg: programs.ffmpeg }),
        transcriber: model && new WhisperTranscriber({ program, model: file }),
        scratchDir: join(folder, 'scratch'),
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        emit: (status) => Promise.resolve(void statuses.push(status)),
      },
    );
    return statuses.at(-1);
  };
  const failureOf = (status: TranscriptionStatus | undefined): string =>
    status?.type === 'transcription_failed' ? status.failure.code : JSON.stringify(status);
  const leftovers = () => readdir(join(folder, 'scratch'));

  it('makes captions of published sound, the same ones each time', async () => {
    const key = `v/${videoId}/text/heard-4.vtt`;
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(await run(hello), {
        type: 'transcribed',
        videoId,
        number: 4,
        key,
        language: 'de',
        cues: 2,
      });
    }
    assert.deepEqual(parseCaptions((await readText(bench.store, key)) ?? '').cues, [
      { startMs: 0, endMs: 1500, text: 'Guten Tag.', settings: '' },
      {
        startMs: 1500,
        endMs: published.durationMs,
        text: 'Bis zum &lt;b&gt;Ende&lt;/b&gt;.',
        settings: '',
      },
    ]);
    assert.deepEqual(statuses[0], { type: 'transcribing', videoId, number: 4, percent: 100 });
    assert.deepEqual(await leftovers(), []);
  });

  it('hears the sound of the asked language where there is one', async () => {
    await bench.store.delete(`${published.prefix}audio-en.mp4`);
    assert.equal((await run(hello, { language: 'de' }))?.type, 'transcription_failed');
    assert.equal(failureOf(statuses.at(-1)), 'sound_missing');
    assert.equal(failureOf(await run({ ...hello }, { language: 'fr-CA' })), 'language_unsupported');
  });

  it('hears sound alone of one language', async () => {
    const clip = join(folder, 'talk.m4a');
    await ffmpeg(['-f', 'lavfi', '-i', tone({ seconds: 2 }), '-c:a', 'aac', clip]);
    const { publication } = await bench.process(clip, { videoId, encode: 2 });
    assert.ok(publication);
    published = publication;
    assert.equal((await run(hello))?.type, 'transcribed');
  });

  it('says why there are none', async () => {
    assert.equal(failureOf(await run({ segments: [{ from: 0, to: 2000, text: ' [Music]' }] })), 'no_speech');
    assert.equal(failureOf(await run(null)), 'transcriber_missing');
    const multivariant = 'nowhere.m3u8';
    assert.equal(failureOf(await run(hello, { multivariant })), 'sound_missing');
    assert.equal(failureOf(await run(hello, { attempt: 21 })), 'out_of_resources');
    assert.deepEqual(await leftovers(), []);
  });

  it('leaves what another try may change to another try, but the last one tells', async () => {
    await assert.rejects(run({ exit: 10 }), { code: 'transcription_failed' });
    assert.deepEqual(statuses, []);
    assert.equal(failureOf(await run({ exit: 10 }, { lastAttempt: true })), 'transcription_failed');
  });

  it('stops at once, without a word, when it is to stop', async () => {
    const stop = new AbortController();
    const running = run({ hangAt: 5 }, { signal: stop.signal });
    while (statuses.length === 0) await sleep(20);
    stop.abort(new Error('stopping'));
    await assert.rejects(running, /stopping/);
    assert.deepEqual(
      statuses.map(({ type }) => type),
      ['transcribing'],
    );
    assert.deepEqual(await leftovers(), []);
  });
});
