import assert from 'node:assert/strict';

import { makeClip, quickVideo, tone } from '../testing/clips.ts';
import { describeFiles } from '../testing/describe-files.ts';
import type { SoundFacts } from '../testing/measure.ts';

const small = '426x240';
const twice = ['426x240@30', '426x240@30'];
const noise = (volume: number, seconds = 2) =>
  `anoisesrc=c=pink:d=${seconds}:r=48000:a=0.5:seed=7,volume=${volume}dB`;
const withSound = (...sound: readonly string[]): string[] => [...quickVideo, ...sound];

type Heard = ReadonlyMap<string, SoundFacts>;

/** As loud as everything else here, whatever it was. */
const assertLevel = (heard: Heard, loudness = -16): void => {
  for (const [language, sound] of heard) {
    assert.ok(Math.abs(sound.loudness - loudness) <= 0.5, `${language}: ${sound.loudness} LUFS`);
    assert.ok(sound.truePeak <= -1, `${language}: ${sound.truePeak} dBTP`);
  }
};

/** The same noise in every channel, to the full: its downmix is what clips. */
const surround = (layout: string, channels: number, seconds = 2): string =>
  `anoisesrc=c=pink:d=${seconds}:r=48000:a=0.9:seed=7,pan=${layout}|${Array.from({ length: channels }, (_, i) => `c${i}=c0`).join('|')}`;

describeFiles('sound of any kind', [
  {
    what: 'none: then there is no trace of it',
    make: (folder) => makeClip({ folder, name: 'mute.mp4', size: small, seconds: 1, sound: false }),
    becomes: { rungs: twice, seconds: 1, sounds: [], flashes: 1 },
  },
  {
    what: 'digital silence, which stays',
    make: (folder) =>
      makeClip({ folder, name: 'silent.mp4', size: small, seconds: 1, sound: ['anullsrc=cl=stereo:d=1'] }),
    becomes: { rungs: twice, seconds: 1, warnings: ['audio_silent'] },
    check: (_, heard) => assert.equal(heard.get('und')?.truePeak, -Infinity),
  },
  {
    what: 'loud, held to the level of all others',
    make: (folder) =>
      makeClip({
        folder,
        name: 'loud.mp4',
        size: small,
        sound: [`${noise(24)},alimiter=limit=0.98`],
        encode: withSound('-c:a', 'aac', '-b:a', '192k'),
      }),
    becomes: { rungs: twice, seconds: 2 },
    check: (_, heard) => assertLevel(heard),
  },
  {
    what: 'quiet with high peaks, raised without clipping',
    make: (folder) =>
      makeClip({
        folder,
        name: 'peaks.mkv',
        size: small,
        seconds: 3,
        sound: [`aevalsrc='0.05*sin(2*PI*440*t)+0.9*sin(2*PI*997*t)*lt(mod(t,1),0.004)':s=48000:d=3`],
        encode: withSound('-c:a', 'pcm_s16le'),
      }),
    becomes: { rungs: twice, seconds: 3 },
    check: (_, heard) => assertLevel(heard),
  },
  {
    what: 'hardly there: raised by no more than 30 dB',
    make: (folder) =>
      makeClip({
        folder,
        name: 'quiet.mp4',
        size: small,
        sound: [noise(-30)],
        encode: withSound('-c:a', 'aac'),
      }),
    becomes: { rungs: twice, seconds: 2, warnings: ['audio_quiet'] },
    check: (_, heard) => assertLevel(heard, -21),
  },
  {
    what: 'one channel at 8 kHz',
    make: (folder) =>
      makeClip({
        folder,
        name: 'mono.mp4',
        size: small,
        sound: [tone({ rate: 8000 })],
        encode: withSound('-c:a', 'aac', '-b:a', '24k'),
      }),
    becomes: { rungs: twice, seconds: 2, flashes: 2 },
  },
  {
    what: 'two languages, each in its place and at the same level',
    make: (folder) =>
      makeClip({
        folder,
        name: 'languages.mkv',
        size: small,
        sound: ['sine=f=440:r=48000:d=2', 'sine=f=660:r=48000:d=2,volume=-9dB'],
        encode: withSound(
          '-c:a',
          'aac',
          '-metadata:s:a:0',
          'language=eng',
          '-metadata:s:a:1',
          'language=fra',
        ),
      }),
    becomes: { rungs: twice, seconds: 2, sounds: ['en', 'fr'] },
    check: (_, heard) => {
      assertLevel(heard);
      for (const [language, hertz] of [
        ['en', 440],
        ['fr', 660],
      ] as const) {
        const pitch = heard.get(language)?.pitch ?? 0;
        assert.ok(Math.abs(pitch - hertz) < 30, `${language} sounds at ${pitch} Hz`);
      }
    },
  },
  {
    what: '5.1, which stays, beside stereo that does not clip',
    make: (folder) =>
      makeClip({
        folder,
        name: 'surround.mkv',
        size: small,
        sound: [surround('5.1', 6)],
        encode: withSound('-c:a', 'ac3', '-b:a', '384k'),
      }),
    becomes: { rungs: twice, seconds: 2, surround: ['und'] },
    check: (_, heard) => assertLevel(heard),
  },
  {
    what: '5.1 in one language of two: the other one is stereo also there',
    make: (folder) =>
      makeClip({
        folder,
        name: 'mixed.mkv',
        size: small,
        seconds: 7,
        sound: [surround('5.1', 6, 7), 'sine=f=660:r=48000:d=7'],
        encode: withSound(
          ...['-c:a:0', 'ac3', '-b:a:0', '384k', '-c:a:1', 'aac'],
          ...['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=fra'],
        ),
      }),
    becomes: { rungs: twice, seconds: 7, sounds: ['en', 'fr'], surround: ['en'] },
    check: (_, heard) => assertLevel(heard),
  },
  {
    what: '7.1, of which 5.1 is made, too',
    make: (folder) =>
      makeClip({
        folder,
        name: 'surround.mp4',
        size: small,
        sound: [surround('7.1', 8)],
        encode: withSound('-c:a', 'aac'),
      }),
    becomes: { rungs: twice, seconds: 2, surround: ['und'] },
    check: (_, heard) => assertLevel(heard),
  },
]);
