import { expect, oneEvent } from '@open-wc/testing';

import { until } from '../testing/player-fixture.ts';
import type { Behaviour, Create } from './behaviour.ts';

const clip = '/media/clip.mp4';

/** What a media element does: https://html.spec.whatwg.org/multipage/media.html. */
export const playback: readonly Behaviour[] = [
  {
    says: 'play() resolves, after the events play and playing',
    holds: async (create) => {
      const media = create({ src: clip });
      const seen = record(media, ['play', 'playing']);
      const playing = oneEvent(media, 'playing');
      expect(media.paused).to.equal(true);
      const promise = media.play();
      expect(promise).to.be.instanceOf(Promise);
      expect(media.paused).to.equal(false);
      expect(await promise).to.equal(undefined);
      await playing;
      expect(seen).to.deep.equal(['play', 'playing']);
    },
  },
  {
    says: 'pause() stops the playhead at once and fires pause',
    holds: async (create) => {
      const media = await playing(create);
      const paused = oneEvent(media, 'pause');
      media.pause();
      expect(media.paused).to.equal(true);
      await paused;
    },
  },
  {
    says: 'pause() rejects a pending play() with AbortError',
    holds: async (create) => {
      const media = create({ src: clip });
      const outcome = nameOf(media.play());
      media.pause();
      expect(await outcome).to.equal('AbortError');
      expect(media.paused).to.equal(true);
    },
  },
  {
    says: 'load() rejects a pending play() with AbortError',
    holds: async (create) => {
      const media = create({ src: clip });
      const outcome = nameOf(media.play());
      media.load();
      expect(await outcome).to.equal('AbortError');
    },
  },
  {
    says: 'play() of what cannot be played rejects with NotSupportedError',
    holds: async (create) => {
      expect(await nameOf(create({ src: '/media/captions.vtt' }).play())).to.equal('NotSupportedError');
      expect(await nameOf(create({ src: '/media/missing.mp4' }).play())).to.equal('NotSupportedError');
    },
  },
  {
    says: 'error is null, then a MediaError, and is announced by an event; networkState is NO_SOURCE',
    holds: async (create) => {
      const media = create({ src: '/media/missing.mp4' });
      expect(media.error).to.equal(null);
      const failed = oneEvent(media, 'error');
      void nameOf(media.play());
      await failed;
      expect(media.error?.code).to.equal(MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED);
      expect(typeof media.error?.message).to.equal('string');
      expect(media.error?.MEDIA_ERR_NETWORK).to.equal(2);
      expect(media.networkState).to.equal(HTMLMediaElement.NETWORK_NO_SOURCE);
    },
  },
  {
    says: 'volume refuses what is outside of 0 to 1 with IndexSizeError, and what is no number',
    holds: (create) => {
      const media = create();
      for (const wrong of [2, -0.1]) {
        expect(() => (media.volume = wrong))
          .to.throw(DOMException)
          .with.property('name', 'IndexSizeError');
      }
      expect(() => (media.volume = NaN)).to.throw(TypeError);
      expect(media.volume).to.equal(1);
    },
  },
  {
    says: 'a change of volume or muted is told by volumechange',
    holds: async (create) => {
      const media = create();
      const first = oneEvent(media, 'volumechange');
      media.volume = 0.5;
      await first;
      const second = oneEvent(media, 'volumechange');
      media.muted = !media.muted;
      await second;
      expect(media.volume).to.equal(0.5);
    },
  },
  {
    says: 'playbackRate and defaultPlaybackRate are 1, can be set, and tell by ratechange',
    holds: async (create) => {
      const media = create({ src: clip });
      expect([media.playbackRate, media.defaultPlaybackRate]).to.deep.equal([1, 1]);
      const changed = oneEvent(media, 'ratechange');
      media.playbackRate = 1.5;
      await changed;
      expect(media.playbackRate).to.equal(1.5);
      expect(() => (media.playbackRate = Infinity)).to.throw(TypeError);
      expect(media.preservesPitch).to.equal(true);
    },
  },
  {
    says: 'a seek fires seeking, then seeked; seeking tells so in between',
    holds: async (create) => {
      const media = await loaded(create);
      const seen = record(media, ['seeking', 'seeked']);
      const done = oneEvent(media, 'seeked');
      media.currentTime = 1.5;
      expect(media.seeking).to.equal(true);
      expect(media.currentTime).to.equal(1.5);
      await done;
      expect(media.seeking).to.equal(false);
      expect(seen).to.deep.equal(['seeking', 'seeked']);
    },
  },
  {
    says: 'currentTime refuses what is no number, and keeps within the media',
    holds: async (create) => {
      const media = await loaded(create);
      expect(() => (media.currentTime = NaN)).to.throw(TypeError);
      const done = oneEvent(media, 'seeked');
      media.currentTime = 1000;
      await done;
      expect(media.currentTime).to.equal(media.duration);
    },
  },
  {
    says: 'at its end it is ended and paused, and play() begins again',
    holds: async (create) => {
      const media = await playing(create);
      const seen = record(media, ['pause', 'ended']);
      media.currentTime = media.duration - 0.2;
      await oneEvent(media, 'ended');
      expect(media.ended).to.equal(true);
      expect(media.paused).to.equal(true);
      expect(seen.at(-1)).to.equal('ended');
      await media.play();
      expect(media.ended).to.equal(false);
      expect(media.currentTime).to.be.lessThan(1);
    },
  },
  {
    says: 'duration is NaN, then told by durationchange',
    holds: async (create) => {
      const media = create({ src: clip, preload: 'auto' });
      expect(media.duration).to.deep.equal(NaN);
      await oneEvent(media, 'durationchange');
      expect(media.duration).to.be.closeTo(3, 0.2);
    },
  },
  {
    says: 'currentSrc is empty, then the absolute address of what was chosen',
    holds: async (create) => {
      expect(create().currentSrc).to.equal('');
      expect((await loaded(create)).currentSrc).to.equal(new URL(clip, location.href).href);
    },
  },
  {
    says: 'networkState and readyState rise from EMPTY and NOTHING, and have their constants',
    holds: async (create) => {
      const empty = create();
      expect([empty.networkState, empty.readyState]).to.deep.equal([empty.NETWORK_EMPTY, empty.HAVE_NOTHING]);
      const media = await loaded(create);
      expect([media.NETWORK_IDLE, media.NETWORK_LOADING]).to.include(media.networkState);
      expect([media.HAVE_METADATA, media.HAVE_CURRENT_DATA, media.HAVE_FUTURE_DATA]).to.deep.equal([1, 2, 3]);
      expect(media.readyState).to.be.greaterThan(media.HAVE_METADATA);
    },
  },
  {
    says: 'buffered, played and seekable are TimeRanges that refuse a wrong index',
    holds: async (create) => {
      const empty = create();
      for (const name of ['buffered', 'played', 'seekable'] as const) {
        expect(empty[name], name).to.be.instanceOf(TimeRanges);
        expect(empty[name].length, name).to.equal(0);
      }
      const media = await playing(create);
      expect(media.seekable.end(0)).to.be.closeTo(3, 0.2);
      expect(media.buffered.start(0)).to.equal(0);
      await until(() => media.played.length === 1, 'what was played');
      expect(() => media.buffered.end(99))
        .to.throw(DOMException)
        .with.property('name', 'IndexSizeError');
    },
  },
  {
    says: 'load() goes back to the beginning and empties: emptied, then loadstart; paused',
    holds: async (create) => {
      const media = await playing(create);
      const seen = record(media, ['emptied', 'loadstart']);
      media.load();
      expect(media.currentTime).to.equal(0);
      expect(media.paused).to.equal(true);
      expect(media.readyState).to.equal(0);
      await media.play();
      expect(seen).to.deep.equal(['emptied', 'loadstart']);
    },
  },
  {
    says: 'another src loads anew and keeps volume and muted',
    holds: async (create) => {
      const media = await loaded(create);
      const emptied = oneEvent(media, 'emptied');
      media.volume = 0.4;
      media.src = '/media/silent.mp4';
      await emptied;
      await until(() => media.readyState > 0 && media.currentSrc.endsWith('silent.mp4'), 'the other source');
      expect([media.volume, media.muted]).to.deep.equal([0.4, true]);
      expect(media.currentTime).to.equal(0);
    },
  },
  {
    says: 'canPlayType answers maybe, probably or nothing',
    holds: (create) => {
      const media = create();
      expect(media.canPlayType('video/mp4')).to.equal('maybe');
      expect(media.canPlayType('video/mp4; codecs="avc1.42E01E"')).to.equal('probably');
      expect(media.canPlayType('text/plain')).to.equal('');
    },
  },
  {
    says: 'addTextTrack gives a hidden track of the list, which takes cues',
    holds: async (create) => {
      const media = create();
      const added = oneEvent(media.textTracks, 'addtrack');
      const track = media.addTextTrack('subtitles', 'Mine', 'en');
      expect(((await added) as Event as TrackEvent).track).to.equal(track);
      expect(media.textTracks).to.be.instanceOf(TextTrackList);
      expect([track.mode, track.kind, track.label, track.language]).to.deep.equal([
        'hidden',
        'subtitles',
        'Mine',
        'en',
      ]);
      track.addCue(new VTTCue(0, 1, 'hello'));
      expect(track.cues?.length).to.equal(1);
      expect(() => media.addTextTrack('lyrics' as TextTrackKind)).to.throw(TypeError);
    },
  },
  {
    says: 'srcObject is null, takes a stream and plays it, and refuses anything else',
    holds: async (create) => {
      const media = create();
      expect(media.srcObject).to.equal(null);
      expect(() => (media.srcObject = {} as never)).to.throw(TypeError);
      const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 18 });
      canvas.getContext('2d')?.fillRect(0, 0, 32, 18);
      const stream = canvas.captureStream(10);
      media.srcObject = stream;
      expect(media.srcObject).to.equal(stream);
      await media.play();
      expect(media.videoWidth).to.equal(32);
      stream.getTracks().forEach((track) => track.stop());
    },
  },
  {
    says: 'videoWidth, getVideoPlaybackQuality and requestVideoFrameCallback tell about the picture',
    holds: async (create) => {
      const media = create({ src: clip });
      expect(media.videoWidth).to.equal(0);
      const frame = new Promise<VideoFrameCallbackMetadata>((resolve) => {
        media.requestVideoFrameCallback((_, metadata) => resolve(metadata));
      });
      const cancelled = media.requestVideoFrameCallback(() => expect.fail('cancelled'));
      media.cancelVideoFrameCallback(cancelled);
      await media.play();
      expect((await frame).width).to.equal(640);
      expect([media.videoWidth, media.videoHeight]).to.deep.equal([640, 360]);
      expect(media.getVideoPlaybackQuality()).to.be.instanceOf(VideoPlaybackQuality);
      expect(media.getVideoPlaybackQuality().totalVideoFrames).to.be.greaterThan(0);
    },
  },
  {
    says: 'events have the element as target, and do not bubble',
    holds: async (create) => {
      const media = create({ src: clip });
      let bubbled = 0;
      const count = (): number => (bubbled += 1);
      document.body.addEventListener('playing', count);
      void media.play();
      const event: Event = await oneEvent(media, 'playing');
      document.body.removeEventListener('playing', count);
      expect(event.target).to.equal(media);
      expect([event.bubbles, event.composed]).to.deep.equal([false, false]);
      expect(bubbled).to.equal(0);
    },
  },
  {
    says: 'on… is heard as a property and as an attribute',
    holds: async (create) => {
      const media = create({ src: clip, onplay: 'this.dataset.attribute = event.type' });
      media.onplaying = (event) => (media.dataset['property'] = event.type);
      await media.play();
      await until(() => media.dataset['property'], 'the handler');
      expect([media.dataset['attribute'], media.dataset['property']]).to.deep.equal(['play', 'playing']);
    },
  },
];

const record = (media: HTMLVideoElement, types: readonly string[]): string[] => {
  const seen: string[] = [];
  for (const type of types) media.addEventListener(type, () => seen.push(type));
  return seen;
};

const loaded = async (create: Create): Promise<HTMLVideoElement> => {
  const media = create({ src: clip, preload: 'auto' });
  await until(() => media.readyState >= media.HAVE_FUTURE_DATA, 'media to work with');
  return media;
};

const playing = async (create: Create): Promise<HTMLVideoElement> => {
  const media = create({ src: clip });
  await media.play();
  await until(() => media.currentTime > 0.1, 'the picture moves');
  return media;
};

/** The name of what a promise is rejected with. */
const nameOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: Error) => error.name,
  );
