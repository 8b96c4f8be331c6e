import { expect } from '@open-wc/testing';
import type { Playback } from '@vidkit/contracts/schemas/playback';

import {
  clearPage,
  createPlayback,
  createPlayer,
  playing,
  serveApi,
  until,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';
const media = (file: string): string => new URL(`/media/${file}`, location.href).href;

const createTrack = (language: string, overrides: object = {}): Playback['tracks'][number] => ({
  kind: 'subtitles',
  language,
  label: language,
  url: media('captions.vtt'),
  default: false,
  forced: false,
  ...overrides,
});

describe('VidPlayer with texts of the API', () => {
  let api: ReturnType<typeof serveApi> | undefined;

  afterEach(() => {
    clearPage();
    api?.restore();
  });

  const open = async (overrides: Partial<Playback>): Promise<VidPlayer> => {
    api = serveApi({ '/playback': [{ body: createPlayback(overrides) }] });
    return playing(await createPlayer({ 'video-id': videoId }));
  };
  const drawn = (player: VidPlayer): string =>
    player.shadowRoot?.querySelector('.captions')?.textContent.trim() ?? '';
  const press = (player: VidPlayer, key: string): unknown =>
    player.shadowRoot
      ?.querySelector('.base')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));

  it('shows forced ones in the language of the sound unasked, until others are chosen', async () => {
    const player = await open({
      tracks: [
        createTrack('en', { forced: true }),
        createTrack('fr', { forced: true }),
        createTrack('de', { url: media('captions.de.vtt') }),
      ],
    });
    await until(() => drawn(player).startsWith('Caption'), 'the forced one is drawn');
    player.pause();
    press(player, 'c');
    await until(() => drawn(player).startsWith('Untertitel'), 'the only one to choose is drawn');
    press(player, 'c');
    await until(() => drawn(player).startsWith('Caption'), 'the forced one is back');
    const modes = [...player.textTracks].map(({ language, mode }) => `${language} ${mode}`);
    expect(modes).to.deep.equal(['en hidden', 'fr disabled', 'de disabled']);
  });

  it('offers no captions where there are only forced ones, in another language', async () => {
    const player = await open({ tracks: [createTrack('fr', { forced: true })] });
    await until(() => player.currentTime > 1.2, 'a cue would be shown');
    expect(drawn(player)).to.equal('');
    expect(player.shadowRoot?.querySelector('.captions-toggle')).to.equal(null);
  });

  it('takes none from the stream, which lists them for other players', async () => {
    const text = [
      ...['#EXTM3U', '#EXT-X-VERSION:7'],
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="texts",NAME="de",LANGUAGE="de",DEFAULT=YES,AUTOSELECT=YES,URI="${media('de.m3u8')}"`,
      '#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="avc1.64001f",RESOLUTION=640x360,SUBTITLES="texts"',
      media('v360.m3u8'),
    ].join('\n');
    const hlsUrl = URL.createObjectURL(new Blob([text], { type: 'application/vnd.apple.mpegurl' }));
    const player = await open({ hlsUrl, tracks: [createTrack('de')] });
    await until(() => player.currentTime > 0.5, 'it plays');
    expect([...player.textTracks].map(({ language }) => language)).to.deep.equal(['de']);
    expect(player.error).to.equal(null);
  });
});
