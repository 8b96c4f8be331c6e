import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Transcription } from '@vidkit/platform/ports/transcriber';

import type { StandInModel } from '../testing/whisper-stand-in.ts';
import { WhisperTranscriber } from './whisper-transcriber.ts';

const standIn = join(import.meta.dirname, '../testing/whisper-stand-in.ts');

describe('WhisperTranscriber', () => {
  let folder = '';
  let path = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-whisper-'));
    path = join(folder, 'speech.wav');
    await writeFile(path, silence(1));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const hear = async (
    model: StandInModel | string,
    { language = null as string | null, program = standIn, signal = new AbortController().signal } = {},
    onProgress: (done: number) => void = () => undefined,
  ): Promise<Transcription> => {
    const own = await mkdtemp(join(folder, 'run-'));
    const file = join(own, 'model.bin');
    await writeFile(file, typeof model === 'string' ? model : JSON.stringify(model));
    const transcriber = new WhisperTranscriber({ program, model: file });
    return transcriber.transcribe({ path, duration: 1, language, folder: own }, { signal, onProgress });
  };

  it('hears phrases and the language, and says how far it is', async () => {
    const told: number[] = [];
    const heard = await hear(
      { language: 'de', segments: [{ from: 0, to: 900, text: ' Guten "Tag" \\ alle' }] },
      {},
      (done) => told.push(done),
    );
    assert.deepEqual(heard, {
      language: 'de',
      phrases: [{ startMs: 0, endMs: 900, text: ' Guten "Tag" \\ alle' }],
    });
    assert.deepEqual(told, [1]);
  });

  it('asks for a language by the code that the program knows, and keeps the tag that was asked for', async () => {
    const starts = join(folder, 'starts');
    for (const language of ['de-CH', 'nb', 'zh-Hant', null]) {
      const heard = await hear({ language: 'no', starts }, { language });
      assert.equal(heard.language, language ?? 'nb');
    }
    assert.equal(await readFile(starts, 'utf8'), 'de\nno\nzh\nauto\n');
  });

  it('says which languages it cannot hear', async () => {
    await assert.rejects(hear({}, { language: 'tlh' }), { code: 'language_unsupported' });
    await assert.rejects(hear({ onlyEnglish: true }, { language: 'de' }), { code: 'language_unsupported' });
  });

  it('bears what the program leaves unescaped', async () => {
    const text = 'one\ntwo\u0000\u001b[1m\t"three';
    const heard = await hear({ segments: [{ from: 0, to: 1, text }] });
    assert.equal(heard.phrases[0]?.text, 'one two [1m "three');
  });

  it('tells a missing program from a missing model and from a failure', async () => {
    const missing = { code: 'transcriber_missing' };
    await assert.rejects(hear({}, { program: '/nowhere/whisper-cli' }), missing);
    await assert.rejects(hear({}, { program: path }), missing);
    await assert.rejects(hear('not a model'), missing);
    await assert.rejects(hear({ exit: 10 }), { code: 'transcription_failed' });
  });

  it('refuses output that is none', async () => {
    for (const output of ['', '{', 'null', '{"result":{"language":7}}', '{"transcription":"x"}'])
      await assert.rejects(hear({ output }), { code: 'transcription_failed' }, output);
    await assert.rejects(hear({ language: 'x"y' }), { code: 'transcription_failed' });
    assert.equal((await hear({ language: 'nonsense' })).language, null);
  });

  it('ends at once when aborted', async () => {
    const stop = new AbortController();
    const run = hear({ hangAt: 40 }, { signal: stop.signal }, (done) =>
      stop.abort(new Error(`enough at ${done}`)),
    );
    await assert.rejects(run, /enough at 0\.4/);
  });
});

/** A WAV of so many seconds. */
const silence = (seconds: number): Buffer => {
  const data = Buffer.alloc(seconds * 32_000);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
};
