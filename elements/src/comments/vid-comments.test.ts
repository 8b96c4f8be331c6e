import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { commentMaxLength as contractMaxLength } from '@vidkit/contracts/schemas/comment';
import type { Reply } from '@vidkit/contracts/schemas/comment';

import '../define/vid-comments.ts';
import { commentMaxLength } from './write/comment-length.ts';
import type { Control } from './testing/comments-server.ts';
import type { VidComments } from './vid-comments.ts';

const platform = `http://127.0.0.1:${location.port}`;
let videos = 0;

/** A video of its own for every test, steered on the server. */
const createVideo = () => {
  const id = `00000000-0000-7000-9000-${String(Date.now() % 1e8).padStart(8, '0')}${String(videos++).padStart(4, '0')}`;
  const address = `${platform}/comments-test/${id}`;
  return {
    id,
    tell: (control: Control) => fetch(address, { method: 'POST', body: JSON.stringify(control) }),
    ask: async () =>
      (await (await fetch(address)).json()) as { log: string[]; streams: number; comments: Reply[] },
  };
};
type Video = ReturnType<typeof createVideo>;

const commentId = (number: number) =>
  `01800000-0000-7000-8000-${Date.now().toString(16).slice(-6)}${String(number).padStart(6, '0')}`;

const create = async (
  video: Video,
  { signedIn = false, lang = 'en', player }: { signedIn?: boolean; lang?: string; player?: object } = {},
): Promise<VidComments> => {
  const element = await fixture<VidComments>(
    html`<vid-comments
      lang=${lang}
      video-id=${video.id}
      api=${platform}
      .getToken=${signedIn ? () => Promise.resolve('user:Ada') : () => Promise.resolve(null)}
      .player=${player ?? null}
    ></vid-comments>`,
  );
  await until(() => !part(element, 'loading') && parts(element, 'list', 'empty', 'error').length > 0);
  if (signedIn) {
    part(element, 'field')?.focus();
    await until(
      () => element.session === null && shadow(element).querySelector('.hint')?.textContent?.includes('Ada'),
    );
    part(element, 'field')?.blur();
  }
  return element;
};

const shadow = (element: VidComments): ShadowRoot => element.shadowRoot ?? expect.fail('no shadow root');
const part = (element: VidComments, name: string) =>
  shadow(element).querySelector<HTMLElement>(`[part~='${name}']`);
const parts = (element: VidComments, ...names: string[]) =>
  names.flatMap((name) => [...shadow(element).querySelectorAll<HTMLElement>(`[part~='${name}']`)]);
const bodies = (element: VidComments) => parts(element, 'body').map((body) => body.textContent?.trim());
const button = (element: VidComments, name: string | RegExp): HTMLButtonElement => {
  const found = [...shadow(element).querySelectorAll('button')].find((candidate) => {
    const label = candidate.getAttribute('aria-label') ?? candidate.textContent?.trim() ?? '';
    return typeof name === 'string' ? label === name : name.test(label);
  });
  return found ?? expect.fail(`no button ${name}`);
};
const focused = (element: VidComments) => shadow(element).activeElement;

const until = async (condition: () => unknown, patience = 30_000): Promise<void> => {
  const end = performance.now() + patience;
  while (!(await condition())) {
    if (performance.now() > end) expect.fail(`never: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const type = async (element: VidComments, text: string, selector = "[part~='field']") => {
  const field = shadow(element).querySelector<HTMLTextAreaElement>(selector) ?? expect.fail('no field');
  field.focus();
  await until(() => field.closest('form')?.querySelector('.footer'));
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await element.updateComplete;
  return field;
};

/** Scrolls it to the middle. Threads get their true height only near the screen, which may move the end of a page. */
const centre = async (target: Element | undefined): Promise<number> => {
  target?.scrollIntoView({ block: 'center' });
  const seen: number[] = [];
  await until(async () => {
    await nextFrame();
    seen.push(target?.getBoundingClientRect().top ?? 0);
    return seen.length > 5 && new Set(seen.slice(-5)).size === 1;
  });
  return seen.at(-1) ?? 0;
};

/** Does something and waits for the event that follows from it. */
const after = async <Detail>(element: VidComments, event: string, act: () => unknown): Promise<Detail> => {
  const fired = oneEvent<CustomEvent<Detail>>(element, event);
  await act();
  return (await fired).detail;
};

const pressWithControl = async (key: string) => {
  await sendKeys({ down: 'Control' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Control' });
};

const createPlayer = () => ({
  currentTime: 42.3,
  duration: 300,
  played: 0,
  play() {
    this.played++;
  },
});

describe('<vid-comments>', () => {
  beforeEach(() => sessionStorage.clear());

  describe('reading', () => {
    it('shows comments with their first replies, and the rest on demand', async () => {
      const video = createVideo();
      const root = commentId(1);
      await video.tell({
        do: 'seed',
        comments: [
          { id: root, body: 'Root' },
          ...[2, 3, 4, 5].map((n) => ({
            id: commentId(n),
            rootId: root,
            parentId: root,
            body: `Reply ${n}`,
          })),
        ],
      });
      const element = await create(video);
      expect(bodies(element)).to.deep.equal(['Root', 'Reply 2', 'Reply 3']);
      const more = button(element, 'Show 2 more replies');
      expect(more.getAttribute('aria-expanded')).to.equal('false');
      more.click();
      await until(() => bodies(element).length === 5);
      await until(() => focused(element)?.textContent?.includes('Reply 4'));
      button(element, 'Show fewer replies').click();
      await until(() => bodies(element).length === 3);
    });

    it('sorts, pages near the end, and shows no comment twice', async () => {
      const video = createVideo();
      await video.tell({
        do: 'seed',
        comments: Array.from({ length: 45 }, (_, n) => ({
          id: commentId(n),
          body: `Number ${n}`,
          likes: n % 7,
        })),
      });
      const element = await create(video);
      expect(bodies(element)[0]).to.equal('Number 44');
      await until(async () => {
        shadow(element).querySelector('.end')?.scrollIntoView();
        await nextFrame();
        return bodies(element).length === 45;
      });
      expect(new Set(bodies(element)).size).to.equal(45);
      expect(part(element, 'more')).to.equal(null);
      const sort = part(element, 'sort') as HTMLSelectElement;
      sort.value = 'oldest';
      sort.dispatchEvent(new Event('change'));
      await until(() => bodies(element)[0] === 'Number 0');
      scrollTo(0, 0);
    });

    it('says when it is empty, and offers another try when it cannot be loaded', async () => {
      const video = createVideo();
      await video.tell({
        do: 'fault',
        operation: 'listComments',
        status: 503,
        code: 'unavailable',
        times: 1,
      });
      const element = await create(video);
      expect(part(element, 'error')?.textContent).to.include('could not be loaded');
      await expect(element).to.be.accessible();
      button(element, 'Try again').click();
      await until(() => part(element, 'empty'));
      await expect(element).to.be.accessible();
    });

    it('can be closed', async () => {
      const video = createVideo();
      await video.tell({ do: 'seed', comments: [{ body: 'Old' }] });
      const element = await create(video);
      element.closed = true;
      await element.updateComplete;
      expect(part(element, 'composer')).to.equal(null);
      expect(shadow(element).textContent).to.include('Comments are closed.');
      await expect(element).to.be.accessible();
    });

    it('moves between articles by Page Down and Page Up', async () => {
      const video = createVideo();
      await video.tell({
        do: 'seed',
        comments: [1, 2, 3].map((n) => ({ id: commentId(n), body: `Number ${n}` })),
      });
      const element = await create(video);
      const articles = parts(element, 'thread');
      expect(articles.map((article) => article.tabIndex)).to.deep.equal([0, -1, -1]);
      expect(articles.map((article) => article.getAttribute('aria-posinset'))).to.deep.equal(['1', '2', '3']);
      expect(articles[0]?.getAttribute('aria-setsize')).to.equal('3');
      articles[0]?.focus();
      await sendKeys({ press: 'PageDown' });
      expect(focused(element)).to.equal(articles[1]);
      await sendKeys({ press: 'PageUp' });
      expect(focused(element)).to.equal(articles[0]);
      await pressWithControl('End');
      expect(focused(element)?.className).to.equal('end');
    });

    it('collapses only what does not fit into six lines', async () => {
      const video = createVideo();
      await video.tell({
        do: 'seed',
        comments: [
          { id: commentId(2), body: 'word '.repeat(400) },
          { id: commentId(1), body: 'One line.' },
        ],
      });
      const element = await create(video);
      await until(() => shadow(element).querySelector('.body + .link'));
      const [long, short] = parts(element, 'body');
      const before = long?.clientHeight ?? 0;
      expect(short?.nextElementSibling?.className).to.equal('actions');
      button(element, 'Read more').click();
      await until(() => (long?.clientHeight ?? 0) > before);
      expect(button(element, 'Show less').getAttribute('aria-expanded')).to.equal('true');
    });

    it('speaks the language and direction of the page', async () => {
      const video = createVideo();
      await video.tell({ do: 'seed', comments: [{ body: 'Hello' }] });
      const element = await create(video, { lang: 'ar' });
      await until(() => part(element, 'heading')?.textContent?.includes('التعليقات'));
      expect(getComputedStyle(shadow(element).querySelector('.comments') as Element).direction).to.equal(
        'rtl',
      );
      await expect(element).to.be.accessible();
    });
  });

  describe('hostile texts', () => {
    it('become text, and nothing of them runs', async () => {
      const canary = 'hacked';
      const bodiesSent = [
        `<img src=x onerror="window.${canary}=1">`,
        `<script>window.${canary}=1</script>`,
        `[x](javascript:window.${canary}=1) javascript:window.${canary}=1`,
        `https://good.test/"onmouseover="window.${canary}=1`,
        'https://bank.test@evil.test/ \u202etxt.exe',
        '${1+1} {{constructor.constructor("x")}} <!-- lit -->',
        `a${'\u0301'.repeat(500)}`,
      ];
      const video = createVideo();
      await video.tell({
        do: 'seed',
        comments: bodiesSent.map((body, n) => ({
          id: commentId(n),
          body,
          author: { id: commentId(99), name: body.slice(0, 60), avatarUrl: 'javascript:window.hacked=1' },
        })),
      });
      const element = await create(video);
      const allowed = ['A', 'BR', 'CODE', 'STRONG', 'EM', 'SPAN', 'BUTTON'];
      for (const body of parts(element, 'body')) {
        for (const node of body.querySelectorAll('*')) {
          expect(allowed).to.include(node.tagName);
          expect(node.getAttributeNames().filter((name) => name.startsWith('on'))).to.deep.equal([]);
        }
        for (const link of body.querySelectorAll('a')) {
          expect(link.protocol).to.match(/^https?:$/);
          expect(link.rel).to.equal('nofollow ugc noopener noreferrer');
          expect(link.target).to.equal('_blank');
          expect(link.hostname).to.equal('good.test');
        }
        expect(body.textContent).not.to.match(/[\u202a-\u202e]/);
      }
      for (const image of shadow(element).querySelectorAll('img'))
        expect(image.src).not.to.match(/^javascript:/);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(canary in window).to.equal(false);
    });
  });

  describe('moments', () => {
    it('plays a moment on the player without moving the list', async () => {
      const player = createPlayer();
      const video = createVideo();
      await video.tell({
        do: 'seed',
        comments: [
          ...Array.from({ length: 15 }, (_, n) => ({ id: commentId(n + 10), body: `Filler ${n}` })),
          { id: commentId(1), body: 'See 1:23, not 9:59', atMs: 5000 },
        ],
      });
      const element = await create(video, { player });
      const times = parts(element, 'time');
      expect(times.map((time) => time.textContent?.trim())).to.deep.equal(['0:05', '1:23']);
      const before = await centre(times[1]);
      setTimeout(() => times[1]?.click());
      const event = await oneEvent<CustomEvent<{ atMs: number }>>(element, 'vid-comment-seek');
      expect(event.detail.atMs).to.equal(83_000);
      expect(player.currentTime).to.equal(83);
      expect(player.played).to.equal(1);
      expect(times[1]?.getBoundingClientRect().top).to.equal(before);
      scrollTo(0, 0);
    });

    it('stand on a timeline that has a place for them, unless the page put something there', async () => {
      const video = createVideo();
      await video.tell({
        do: 'seed',
        comments: [{ body: 'See 1:23, not 9:59', atMs: 5000 }, { body: 'Nothing' }],
      });
      const player = { ...createPlayer(), markers: [] as { time: number }[] };
      const element = await create(video, { player });
      await until(() => player.markers.length > 0);
      expect(player.markers.map(({ time }) => time)).to.deep.equal([5, 83]);
      const given = player.markers;
      element.requestUpdate();
      await element.updateComplete;
      expect(player.markers).to.equal(given);
      element.remove();
      expect(player.markers).to.deep.equal([]);

      const own = [{ time: 1 }];
      const other = { ...createPlayer(), markers: own };
      await create(video, { player: other });
      expect(other.markers).to.equal(own);
    });

    it('finds the media element named by `for`, and leaves seeking to a page that cancels', async () => {
      const media = await fixture<HTMLVideoElement>(html`<video id="media"></video>`);
      const video = createVideo();
      await video.tell({ do: 'seed', comments: [{ body: 'At 0:07' }] });
      const element = await create(video);
      expect(part(element, 'time')).to.equal(null);
      element.for = media.id;
      await until(() => part(element, 'time'));
      element.addEventListener('vid-comment-seek', (event) => event.preventDefault(), { once: true });
      part(element, 'time')?.click();
      expect(media.currentTime).to.equal(0);
      part(element, 'time')?.click();
      expect(media.currentTime).to.equal(7);
    });

    it('attaches the moment that the player shows', async () => {
      const video = createVideo();
      const element = await create(video, { signedIn: true, player: createPlayer() });
      await type(element, 'Here');
      button(element, 'At 0:42: attach this moment of the video').click();
      await element.updateComplete;
      expect(part(element, 'moment')?.getAttribute('aria-pressed')).to.equal('true');
      await after(element, 'vid-comment-posted', () => part(element, 'send')?.click());
      expect((await video.ask()).comments[0]?.atMs).to.equal(42_000);
    });
  });

  describe('writing', () => {
    it('knows the length that the contract allows', () => {
      expect(commentMaxLength).to.equal(contractMaxLength);
    });

    it('posts by Ctrl+Enter, shows it at once and moves the focus there', async () => {
      const video = createVideo();
      await video.tell({ do: 'seed', comments: [{ body: 'Earlier' }] });
      await video.tell({ do: 'hold', operation: 'createComment' });
      const element = await create(video, { signedIn: true });
      await type(element, 'Mine');
      await expect(element).to.be.accessible();
      const { comment } = await after<{ comment: Reply }>(element, 'vid-comment-posted', async () => {
        await pressWithControl('Enter');
        await until(() => bodies(element)[0] === 'Mine');
        expect(shadow(element).querySelector('.sending')).not.to.equal(null);
        await video.tell({ do: 'release', operation: 'createComment' });
      });
      await element.updateComplete;
      expect(focused(element)?.id).to.equal(`comment-${comment.id}`);
      expect(bodies(element)).to.deep.equal(['Mine', 'Earlier']);
      expect((part(element, 'field') as HTMLTextAreaElement).value).to.equal('');
      await until(
        () => shadow(element).querySelector('[role=status]')?.textContent === 'Your comment is online.',
      );
    });

    it('keeps what could not be sent, also over a reload, and sends it again as the same comment', async () => {
      const video = createVideo();
      await video.tell({
        do: 'fault',
        operation: 'createComment',
        status: 503,
        code: 'unavailable',
        times: 1,
      });
      const first = await create(video, { signedIn: true });
      await type(first, 'Precious');
      part(first, 'send')?.click();
      await until(() => shadow(first).querySelector('[role=alert]'));
      await expect(first).to.be.accessible();
      first.remove();
      const element = await create(video, { signedIn: true });
      await until(() => bodies(element)[0] === 'Precious');
      await after(element, 'vid-comment-posted', () => button(element, 'Try again').click());
      expect((await video.ask()).comments.map(({ body }) => body)).to.deep.equal(['Precious']);
      expect(sessionStorage).to.have.length(0);
    });

    it('keeps a draft over a reload, and none of it proves who wrote it', async () => {
      const video = createVideo();
      const first = await create(video, { signedIn: true });
      await type(first, 'Half a thou');
      first.remove();
      const element = await create(video);
      await until(() => (part(element, 'field') as HTMLTextAreaElement).value === 'Half a thou');
      expect(JSON.stringify(sessionStorage)).not.to.include('user:');
    });

    it('replies under the right comment', async () => {
      const video = createVideo();
      const root = commentId(1);
      const reply = commentId(2);
      await video.tell({
        do: 'seed',
        comments: [
          { id: root, body: 'Root' },
          { id: reply, rootId: root, parentId: root, body: 'Reply' },
        ],
      });
      const element = await create(video, { signedIn: true });
      shadow(element).querySelector<HTMLElement>(`#reply-to-${reply}`)?.click();
      await until(() => focused(element)?.id === `field-reply-${reply}`);
      await type(element, 'Answer', `#field-reply-${reply}`);
      await after(element, 'vid-comment-posted', () => pressWithControl('Enter'));
      expect(bodies(element)).to.deep.equal(['Root', 'Reply', 'Answer']);
      const stored = (await video.ask()).comments.find(({ body }) => body === 'Answer');
      expect([stored?.rootId, stored?.parentId]).to.deep.equal([root, reply]);
    });

    it('edits, and shows a conflict beside the text that was typed', async () => {
      const video = createVideo();
      const element = await create(video, { signedIn: true });
      await type(element, 'Frist');
      await after(element, 'vid-comment-posted', () => pressWithControl('Enter'));
      await element.updateComplete;
      const edit = async (text: string) => {
        button(element, 'Edit').click();
        await until(() => focused(element)?.id.startsWith('field-edit-'));
        await type(element, text, "[id^='field-edit-']");
        await pressWithControl('Enter');
      };
      await after(element, 'vid-comment-edited', () => edit('First'));
      await until(() => bodies(element)[0] === 'First');
      expect(shadow(element).querySelector('.head')?.textContent).to.include('edited');
      await video.tell({
        do: 'fault',
        operation: 'updateComment',
        status: 412,
        code: 'version_conflict',
        times: 1,
      });
      await edit('Second');
      await until(() =>
        shadow(element).querySelector('[role=alert]')?.textContent?.includes('changed elsewhere'),
      );
      const field = () => shadow(element).querySelector<HTMLTextAreaElement>("[id^='field-edit-']");
      await until(() => field()?.value === 'Second');
    });

    it('deletes after a time to undo, and leads the focus to a neighbour', async () => {
      const video = createVideo();
      await video.tell({ do: 'seed', comments: [{ body: 'Neighbour' }] });
      const element = await create(video, { signedIn: true });
      await type(element, 'Mistake');
      await after(element, 'vid-comment-posted', () => pressWithControl('Enter'));
      await element.updateComplete;
      button(element, 'Delete').click();
      await until(() => focused(element)?.id.startsWith('undo-'));
      button(element, 'Undo').click();
      await until(() => bodies(element)[0] === 'Mistake');
      expect((await video.ask()).log.some((line) => line.startsWith('DELETE'))).to.equal(false);
      button(element, 'Delete').click();
      await until(() => focused(element)?.id.startsWith('undo-'));
      await until(() => bodies(element).length === 1 && !shadow(element).querySelector("[id^='undo-']"));
      expect(bodies(element)).to.deep.equal(['Neighbour']);
      expect(focused(element)?.textContent).to.include('Neighbour');
      expect((await video.ask()).comments).to.have.length(1);
    });

    it('likes at once, ends in the last wish of quick clicks, and takes it back when refused', async () => {
      const video = createVideo();
      await video.tell({ do: 'seed', comments: [{ body: 'Good', likes: 4 }] });
      await video.tell({ do: 'hold', operation: 'reactToComment' });
      const element = await create(video, { signedIn: true });
      const like = () => part(element, 'like') as HTMLButtonElement;
      like().click();
      await until(() => like().textContent?.trim() === '5');
      expect(like().getAttribute('aria-pressed')).to.equal('true');
      await after(element, 'vid-comment-liked', () => {
        [1, 2, 3].forEach(() => like().click());
        return video.tell({ do: 'release', operation: 'reactToComment' });
      });
      await element.updateComplete;
      expect([like().getAttribute('aria-pressed'), like().textContent?.trim()]).to.deep.equal(['false', '4']);
      expect((await video.ask()).comments[0]?.likes).to.equal(4);
      await video.tell({
        do: 'fault',
        operation: 'reactToComment',
        status: 429,
        code: 'rate_limited',
        times: 1,
      });
      like().click();
      await until(() =>
        shadow(element).querySelector('[role=alert]')?.textContent?.includes('Wait a moment'),
      );
      expect(like().textContent?.trim()).to.equal('4');
    });

    it('counts down, and does not send what is too long or empty', async () => {
      const video = createVideo();
      const element = await create(video, { signedIn: true });
      await type(element, 'x'.repeat(commentMaxLength + 3));
      expect(shadow(element).querySelector('.hint')?.textContent).to.equal('3 characters too long');
      expect(part(element, 'field')?.getAttribute('aria-invalid')).to.equal('true');
      await pressWithControl('Enter');
      await type(element, '   ');
      await pressWithControl('Enter');
      expect((await video.ask()).log).to.deep.equal([]);
    });
  });

  describe('live', () => {
    const follow = async (video: Video) => until(async () => (await video.ask()).streams > 0);

    it('shows new comments at once to a reader at the top', async () => {
      const video = createVideo();
      await video.tell({ do: 'seed', comments: [{ body: 'Old' }] });
      const element = await create(video);
      await follow(video);
      await video.tell({ do: 'write', comment: { body: 'New' } });
      await until(() => bodies(element)[0] === 'New');
      await until(() => shadow(element).querySelector('[role=status]')?.textContent === '1 new comment');
      expect(part(element, 'heading')?.textContent).to.include('2');
    });

    it('lets them wait behind a pill for one who reads further down, without moving anything', async () => {
      await setViewport({ width: 800, height: 500 });
      const video = createVideo();
      await video.tell({
        do: 'seed',
        comments: Array.from({ length: 15 }, (_, n) => ({ id: commentId(n), body: `Number ${n}` })),
      });
      const element = await create(video);
      await follow(video);
      const read = parts(element, 'thread')[8];
      const before = await centre(read);
      for (const body of ['A', 'B', 'C']) await video.tell({ do: 'write', comment: { body } });
      await until(() => part(element, 'pill')?.textContent?.trim() === '3 new comments');
      expect(read?.getBoundingClientRect().top).to.equal(before);
      await expect(element).to.be.accessible();
      part(element, 'pill')?.click();
      await until(() => bodies(element).slice(0, 3).join() === 'C,B,A');
      expect(part(element, 'pill')).to.equal(null);
      await until(() => focused(element)?.textContent?.includes('C'));
      scrollTo(0, 0);
      await setViewport({ width: 800, height: 600 });
    });

    it('adds replies, shows edits, and takes deletions', async () => {
      const video = createVideo();
      const root = commentId(1);
      const other = commentId(0);
      await video.tell({
        do: 'seed',
        comments: [
          { id: root, body: 'Root' },
          { id: other, body: 'Other' },
        ],
      });
      const element = await create(video);
      await follow(video);
      await video.tell({ do: 'write', comment: { rootId: root, parentId: root, body: 'Reply' } });
      await until(() => bodies(element).join() === 'Root,Reply,Other');
      await video.tell({ do: 'remove', id: other });
      await until(() => bodies(element).join() === 'Root,Reply');
      await video.tell({ do: 'remove', id: root });
      await until(() => part(element, 'deleted'));
      expect(bodies(element)).to.deep.equal(['Reply']);
      await expect(element).to.be.accessible();
    });

    it('shares one stream between two elements, and ends it with the last', async () => {
      const video = createVideo();
      const first = await create(video);
      const second = await create(video);
      await follow(video);
      expect((await video.ask()).streams).to.equal(1);
      first.remove();
      second.remove();
      await until(async () => (await video.ask()).streams === 0);
    });
  });

  describe('signing in', () => {
    const control = (mode: string) =>
      fetch(`${platform}/sign-in-test/control`, { method: 'POST', body: JSON.stringify({ mode }) });

    const createVisitor = async (video: Video): Promise<VidComments> => {
      const element = await fixture<VidComments>(
        html`<vid-comments video-id=${video.id} api=${platform}></vid-comments>`,
      );
      await until(() => parts(element, 'list', 'empty').length > 0);
      return element;
    };

    it('keeps the text while the window is closed, and sends it once signed in', async () => {
      const video = createVideo();
      await control('closes');
      const element = await createVisitor(video);
      await type(element, 'From a visitor');
      expect(part(element, 'send')?.textContent?.trim()).to.equal('Sign in and comment');
      part(element, 'send')?.click();
      await until(() => shadow(element).querySelector('[role=alert]')?.textContent?.includes('cancelled'));
      expect((part(element, 'field') as HTMLTextAreaElement).value).to.equal('From a visitor');
      await expect(element).to.be.accessible();
      await control('honest');
      await after(element, 'vid-comment-posted', () => part(element, 'send')?.click());
      expect((await video.ask()).comments[0]).to.include({ body: 'From a visitor' });
      expect((await video.ask()).comments[0]?.author?.name).to.equal('Ada');
    });
  });
});
