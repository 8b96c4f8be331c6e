import { createClient } from '@vidkit/contracts/client/elements';
import { followEvents } from '@vidkit/contracts/client/events';
import { getSession } from '@vidkit/elements/session';

/** Like, subscribe and share on the watch page; the player and the comments are elements of their own. */
const main = document.querySelector<HTMLElement>('main.watch');
if (main) {
  const videoId = main.dataset['video'] ?? '';
  const channelId = main.dataset['channel'] ?? '';
  const session = getSession(location.origin);
  const client = createClient({ baseUrl: location.origin, getToken: session.getToken });

  const find = (selector: string): HTMLElement => {
    const element = main.querySelector<HTMLElement>(selector);
    if (!element) throw new Error(`${selector} is missing from the page`);
    return element;
  };
  const like = find('[data-like]');
  const likes = find('[data-likes]');
  const subscribe = find('[data-subscribe]');
  const subscribers = find('[data-subscribers]');
  const share = find('[data-share]');
  const problem = find('[data-problem]');

  const number = new Intl.NumberFormat(document.documentElement.lang);
  const showLikes = (count: number): void => {
    likes.textContent = number.format(count);
  };
  const showLiked = (liked: boolean): void => like.setAttribute('aria-pressed', String(liked));
  const showSubscribed = (subscribed: boolean): void => {
    subscribe.setAttribute('aria-pressed', String(subscribed));
    subscribe.textContent = (subscribed ? subscribe.dataset['on'] : subscribe.dataset['off']) ?? '';
  };
  const showSubscribers = (count: number): void => {
    const word = count === 1 ? subscribers.dataset['one'] : subscribers.dataset['other'];
    subscribers.textContent = `${number.format(count)} ${word ?? ''}`;
  };
  const showProblem = (text: string | undefined): void => {
    problem.hidden = text === undefined;
    problem.textContent = text ?? '';
  };

  /** The player cannot make room by itself. */
  main.addEventListener('vid-theatre-request', (event) => {
    event.preventDefault();
    main.classList.toggle('wide');
  });

  const showViewer = async (): Promise<void> => {
    if (session.state !== 'signed-in') return;
    const state = await client.call('getViewerState', { params: { id: videoId } });
    showLiked(state.liked);
    showSubscribed(state.subscribed);
    subscribe.hidden = state.owner;
  };

  /** Signs in first where needed; the window has to open within the click itself. */
  const act = async (perform: () => Promise<void>): Promise<void> => {
    showProblem(undefined);
    try {
      if (session.state !== 'signed-in') await session.signIn();
      await perform();
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'window_closed' || code === 'refused') return;
      showProblem(code === 'popup_blocked' ? problem.dataset['blocked'] : problem.dataset['failed']);
    }
  };

  for (const button of [like, subscribe]) {
    for (const event of ['pointerenter', 'focus'])
      button.addEventListener(event, () => void session.prepare());
  }
  like.addEventListener('click', () => {
    const liked = like.getAttribute('aria-pressed') !== 'true';
    void act(async () => {
      showLiked(liked);
      const state = await client.call('reactToVideo', { params: { id: videoId }, body: { liked } });
      showLiked(state.liked);
      showLikes(state.likes);
    });
  });
  subscribe.addEventListener('click', () => {
    const subscribed = subscribe.getAttribute('aria-pressed') !== 'true';
    void act(async () => {
      const state = await client.call(subscribed ? 'subscribe' : 'unsubscribe', {
        params: { id: channelId },
      });
      showSubscribed(state.subscribed);
      showSubscribers(state.subscribers);
    });
  });
  share.addEventListener('click', () => {
    const label = share.querySelector('span');
    const before = label?.textContent ?? '';
    void navigator.clipboard.writeText(location.href.replace(/[?#].*$/, '')).then(() => {
      if (!label) return;
      label.textContent = share.dataset['done'] ?? '';
      setTimeout(() => {
        label.textContent = before;
      }, 2000);
    });
  });

  session.subscribe(() => void showViewer());
  void showViewer();
  // Browsers keep six connections to a server over HTTP/1.1: tabs that nobody looks at hold none.
  let stop: (() => void) | undefined;
  const followWhileSeen = (): void => {
    stop?.();
    stop = undefined;
    if (document.hidden) return;
    stop = followEvents(
      client,
      'followVideo',
      { id: videoId },
      {
        onFrame: (frame) => {
          if (frame.type === 'counts') showLikes(frame.likes);
        },
      },
    );
  };
  followWhileSeen();
  document.addEventListener('visibilitychange', followWhileSeen);
  addEventListener('pagehide', () => stop?.());
}
