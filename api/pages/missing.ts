import { createClient, type ApiError } from '@vidkit/contracts/client/elements';
import type { Video } from '@vidkit/contracts/schemas/video';
import type { SessionError } from '@vidkit/elements/session';
import { getSession } from '@vidkit/elements/session';

/** A video that the visitor may not see, or that is not there: its owner signs in and watches it here. */
const main = document.querySelector<HTMLElement>('main.missing');
const [, videoId = ''] = /^\/watch\/([\w-]+)/.exec(location.pathname) ?? [];
const button = main?.querySelector<HTMLButtonElement>('[data-sign-in]');
const problem = main?.querySelector<HTMLElement>('[data-problem]');
if (main && button && problem && videoId !== '') {
  const session = getSession(location.origin);
  const client = createClient({ baseUrl: location.origin, getToken: session.getToken });

  const show = (video: Video): void => {
    const time = video.visibility === 'scheduled' ? video.publishAt : null;
    const words = time === null ? main.dataset['private'] : main.dataset['scheduled'];
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      ...({ year: 'numeric', month: 'long', day: 'numeric' } as const),
      ...({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const),
    });
    const note = document.createElement('p');
    note.className = 'note';
    note.setAttribute('role', 'status');
    note.textContent = (words ?? '').replace('{time}', time === null ? '' : format.format(new Date(time)));

    const player = document.createElement('vid-player');
    player.className = 'player';
    Object.assign(player, { getToken: session.getToken });
    player.setAttribute('api', location.origin);
    player.setAttribute('video-id', video.id);
    if (video.width !== null && video.height !== null)
      player.setAttribute('aspect-ratio', `${video.width} / ${video.height}`);
    const title = document.createElement('h1');
    title.dir = 'auto';
    title.textContent = document.title = video.title;

    const code = document.createElement('script');
    code.type = 'module';
    code.src = main.dataset['player'] ?? '';
    document.head.append(code);
    main.className = 'watch';
    main.replaceChildren(note, player, title);
    player.focus();
  };

  const watch = async (): Promise<void> => {
    problem.hidden = true;
    button.disabled = true;
    try {
      if (session.state !== 'signed-in') await session.signIn();
      show(await client.call('getVideo', { params: { id: videoId } }));
    } catch (error) {
      const { code } = error as SessionError | ApiError;
      if (code === 'window_closed' || code === 'refused') return;
      const words = { not_found: 'none', popup_blocked: 'blocked' }[code as string] ?? 'failed';
      problem.textContent = main.dataset[words] ?? '';
      problem.hidden = false;
    } finally {
      button.disabled = false;
    }
  };

  button.hidden = false;
  for (const event of ['pointerenter', 'focus']) button.addEventListener(event, () => void session.prepare());
  button.addEventListener('click', () => void watch());
}
