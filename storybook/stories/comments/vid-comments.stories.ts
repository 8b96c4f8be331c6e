import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import '@vidkit/elements/define/vid-comments';
import type { VidComments } from '@vidkit/elements/comments';
import { html } from 'lit';
import { expect, userEvent } from 'storybook/test';

import { never, problem } from '../../mocks/api.ts';
import { asGrace, commentsApi, createComment, talk, type CommentsWorld } from '../../mocks/comments.ts';
import { videoId } from '../../mocks/ids.ts';
import { MockLive } from '../../mocks/live.ts';
import { ada, getToken, signedInApi, signedOutApi } from '../../mocks/people.ts';
import { apiOf } from '../../stage/apis.ts';
import { elementIn, eventually, inside, says } from '../../stage/elements.ts';

interface CommentsArgs {
  'video-id': string;
  sort: 'newest' | 'oldest' | 'top';
  closed: boolean;
  /** Whether the page's own account writes; else the visitor signs in first. */
  signedIn: boolean;
}

const render = (args: CommentsArgs, context: StoryContext<CommentsArgs>) =>
  html`<vid-comments
    api=${apiOf(context)}
    video-id=${args['video-id']}
    sort=${args.sort}
    ?closed=${args.closed}
    .getToken=${args.signedIn ? getToken : null}
  ></vid-comments>`;

const world = (rules: CommentsWorld) => ({ api: () => commentsApi(rules) });

/** As Grace sees it, who wrote one of the comments. */
const ownWorld = (rules: CommentsWorld = {}) => ({
  api: () => commentsApi({ comments: asGrace(talk()), ...rules, api: { ...signedInApi, ...rules.api } }),
});

const meta: Meta<CommentsArgs> = {
  title: 'Elements/vid-comments',
  component: 'vid-comments',
  render,
  args: { 'video-id': videoId, sort: 'newest', closed: false, signedIn: false },
  argTypes: { sort: { control: 'inline-radio', options: ['newest', 'oldest', 'top'] } },
  parameters: { width: 680, api: commentsApi },
  // What was typed in another story must not stand in this one.
  beforeEach: () => sessionStorage.clear(),
};
export default meta;

type Story = StoryObj<CommentsArgs>;

const loaded = async (canvas: HTMLElement): Promise<VidComments> => {
  const element = elementIn(canvas, 'vid-comments');
  await inside(element, '.feed');
  return element;
};

const write = async (element: VidComments, text: string, place = 'root'): Promise<void> => {
  const field = await inside(element, `textarea[id^="field-${place}"]`);
  field.focus();
  await userEvent.type(field, text);
};

export const Loading: Story = {
  parameters: world({ api: { listComments: never } }),
  play: async ({ canvasElement }) => {
    await inside(elementIn(canvasElement, 'vid-comments'), '[part=loading]');
  },
};

export const Empty: Story = {
  parameters: world({ comments: [] }),
  play: async ({ canvasElement }) => {
    await inside(elementIn(canvasElement, 'vid-comments'), '[part=empty]');
  },
};

export const Thread: Story = {
  play: async ({ canvasElement }) => {
    await loaded(canvasElement);
  },
};

export const AllReplies: Story = {
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    (
      await inside(element, '[part=replies] button.link, .open-replies, button[aria-controls^=replies]')
    ).click();
    await says(element, /Reply number 5/);
  },
};

export const MoreToLoad: Story = {
  parameters: world({ more: true }),
  play: async ({ canvasElement }) => {
    await inside(await loaded(canvasElement), '[part=more]');
  },
};

/** Nothing in a text can leave its place or be more than text. */
export const HostileTexts: Story = {
  parameters: world({
    comments: [
      createComment({ body: '<img src=x onerror=alert(1)><script>alert(2)</script> <b>not bold</b>' }),
      createComment({ body: '[click](javascript:alert(3)) javascript:alert(4) data:text/html,<p>x' }),
      createComment({ body: `\u202Edlrow eht ot \u2066olleH\u2069 ${'Z̸̨̛͓̗̳̺̲̙̅̿̈́̊'.repeat(12)}` }),
      createComment({ body: `https://example.com/${'a-very-long-path/'.repeat(30)}` }),
      createComment({ body: 'W'.repeat(400), author: { ...ada, name: 'N'.repeat(100) } }),
      createComment({ body: 'مرحبا بالعالم 0:42 שלום עולם — mixed with English' }),
    ],
  }),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    await expect(element.shadowRoot?.querySelector('.body img, .body script, .body b')).toBeNull();
    const edge = element.getBoundingClientRect().right;
    for (const text of element.shadowRoot?.querySelectorAll('.body, .author') ?? []) {
      await expect(text.getBoundingClientRect().right).toBeLessThanOrEqual(edge);
    }
  },
};

export const LongText: Story = {
  parameters: world({
    comments: [
      createComment({ body: 'An evening can be long, and so can what is said about it. '.repeat(40) }),
    ],
  }),
  play: async ({ canvasElement }) => {
    await says(await loaded(canvasElement), /Read more/);
  },
};

export const ComposerOpen: Story = {
  args: { signedIn: true },
  parameters: ownWorld(),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    await write(element, 'What a *light* that is.');
    await says(element, /Grace Hopper/);
  },
};

export const SignedOut: Story = {
  parameters: world({ api: signedOutApi }),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    await write(element, 'I would like to say something.');
    await says(element, /Sign in/);
  },
};

export const SiteNotRegistered: Story = {
  parameters: world({ api: { getEmbedClient: () => problem('site_not_registered') } }),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    await write(element, 'May I?');
    await inside(element, '.footer .problem');
  },
};

export const Replying: Story = {
  args: { signedIn: true },
  parameters: ownWorld(),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    (await inside(element, 'button[id^=reply-to]')).click();
    await write(element, 'I agree.', 'reply');
  },
};

export const Editing: Story = {
  args: { signedIn: true },
  parameters: ownWorld(),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    (await inside(element, 'button[id^=edit-]')).click();
    await inside(element, 'textarea[id^=field-edit]');
  },
};

/** There are eight seconds to take it back. */
export const Deleting: Story = {
  args: { signedIn: true },
  parameters: ownWorld(),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    (await inside(element, 'button[id^=delete-]')).click();
    await inside(element, 'button[id^=undo-]');
  },
};

const send = async (element: VidComments, text: string): Promise<void> => {
  await write(element, text);
  await says(element, /Grace Hopper/);
  (await inside(element, '[part=send]')).click();
};

export const Sending: Story = {
  args: { signedIn: true },
  parameters: ownWorld({ api: { createComment: never } }),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    await send(element, 'On its way.');
    await inside(element, '.sending');
  },
};

export const SendingFailed: Story = {
  args: { signedIn: true },
  parameters: ownWorld({ api: { createComment: () => problem('unavailable') } }),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    await send(element, 'This one does not arrive.');
    await inside(element, 'article .problem');
  },
};

const liveTalk = new MockLive();
const arrived = createComment({ author: ada, body: 'New here!' });

/** New comments wait behind a pill while somebody reads. */
export const NewOnesWaiting: Story = {
  parameters: world({ api: { followVideo: liveTalk.follow } }),
  play: async ({ canvasElement }) => {
    const element = await loaded(canvasElement);
    (await inside(element, 'article')).focus();
    await eventually(() => expect(liveTalk.followed).toBe(true));
    liveTalk.send({ type: 'comment', videoId, change: 'added', commentId: arrived.id, rootId: null });
    await inside(element, '[part=pill]');
  },
};

export const Unavailable: Story = {
  parameters: world({ api: { listComments: () => problem('unavailable') } }),
  play: async ({ canvasElement }) => {
    await inside(elementIn(canvasElement, 'vid-comments'), '[part=error]');
  },
};

/** To be read, not to be written. */
export const Closed: Story = { ...Thread, args: { closed: true } };

export const Narrow360: Story = { ...ComposerOpen, globals: { width: '360' } };

export const RightToLeft: Story = { ...Thread, globals: { language: 'ar' } };

export const German: Story = { ...Thread, globals: { language: 'de', width: '360' } };

export const Dark: Story = { ...Thread, globals: { theme: 'dark' } };

export const OwnAccent: Story = {
  ...ComposerOpen,
  globals: { accent: '#d6336c' },
};
