import { createPlayback, createPlayer, serveApi } from '../../player/testing/player-fixture.ts';
import { answerHost } from '../frame/answer-host.ts';
import { refuseFrame } from '../frame/refuse-frame.ts';

/** The page of `frame.html`: a player of a video with captions and chapters, or with `?refused` none. */
const frame = async (): Promise<void> => {
  if (new URLSearchParams(location.search).has('refused'))
    return refuseFrame('NotFoundError', 'it is not here');
  const track = { kind: 'captions' as const, forced: false };
  serveApi({
    '/playback': [
      {
        body: createPlayback({
          tracks: [
            { ...track, language: 'en', label: 'English', url: at('captions.vtt'), default: true },
            { ...track, language: 'de', label: 'Deutsch', url: at('captions.de.vtt'), default: false },
          ],
          chapters: [
            { startMs: 0, title: 'Start' },
            { startMs: 6_000, title: 'Later' },
          ],
        }),
      },
    ],
  });
  const player = await createPlayer({ 'video-id': '01890a5d-ac96-774b-bcce-b302099a8057' });
  answerHost(() => import('../frame/serve-frame.ts').then(({ serveFrame }) => serveFrame(player).take));
};

const at = (name: string): string => new URL(`/media/${name}`, location.href).href;

void frame();
