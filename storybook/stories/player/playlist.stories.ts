import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import '@vidkit/elements/define/vid-player';
import type { VidPlayer } from '@vidkit/elements/player';
import { html, nothing } from 'lit';
import { expect, userEvent } from 'storybook/test';

import { problem, type MockApi } from '../../mocks/api.ts';
import { idOf } from '../../mocks/ids.ts';
import { createPlayback } from '../../mocks/videos.ts';
import '../../mocks/store.ts';
import { apiOf } from '../../stage/apis.ts';
import { elementIn, eventually, inside, says } from '../../stage/elements.ts';

interface PlaylistArgs {
  playlist: string;
  'start-time': number;
  'end-time': number;
  'without-autoplay-next': boolean;
  'without-resume': boolean;
  'without-preferences': boolean;
  'without-auto-pause': boolean;
  'pause-out-of-view': boolean;
  'volume-swipe': boolean;
}

const videos = [idOf(11), idOf(12), idOf(13)];
const titles = ['Evening above the hills', 'The same evening, an hour later', 'Night'];

/** An API that knows the three videos of the list. */
const listApi = (second?: MockApi['getPlayback']): MockApi => ({
  getPlayback: (call) => {
    const index = videos.indexOf(call.params['id'] ?? '');
    if (index === 1 && second) return second(call);
    return createPlayback({ videoId: videos[index] ?? '', title: titles[index] ?? '' });
  },
});

const meta: Meta<PlaylistArgs> = {
  title: 'Elements/vid-player/Around playback',
  component: 'vid-player',
  render: (args, context: StoryContext<PlaylistArgs>) =>
    html`<vid-player
      api=${apiOf(context)}
      muted
      playlist=${args.playlist}
      start-time=${args['start-time'] || nothing}
      end-time=${args['end-time'] || nothing}
      ?without-autoplay-next=${args['without-autoplay-next']}
      ?without-resume=${args['without-resume']}
      ?without-preferences=${args['without-preferences']}
      ?without-auto-pause=${args['without-auto-pause']}
      ?pause-out-of-view=${args['pause-out-of-view']}
      ?volume-swipe=${args['volume-swipe']}
    ></vid-player>`,
  args: {
    playlist: videos.join(' '),
    'start-time': 0,
    'end-time': 0,
    'without-autoplay-next': false,
    'without-resume': false,
    'without-preferences': false,
    'without-auto-pause': false,
    'pause-out-of-view': false,
    'volume-swipe': false,
  },
  parameters: { width: 720, api: () => listApi() },
};
export default meta;

type Story = StoryObj<PlaylistArgs>;

const ended = async (canvas: HTMLElement): Promise<VidPlayer> => {
  const element = elementIn(canvas, 'vid-player');
  await element.play();
  await eventually(() => expect(element.currentTime).toBeGreaterThan(0.2));
  element.currentTime = 15.7;
  await inside(element, '[part=end-screen]');
  return element;
};

/** Eight seconds until the next video; Escape or the button stops it. */
export const UpNext: Story = {
  play: async ({ canvasElement }) => {
    await says(await ended(canvasElement), /Up next in \d/);
  },
};

export const UpNextCancelled: Story = {
  play: async ({ canvasElement }) => {
    const element = await ended(canvasElement);
    await says(element, /Up next in \d/);
    element.focus();
    await userEvent.keyboard('{Escape}');
    await says(element, /Up next The same evening/);
  },
};

export const UpNextByHand: Story = {
  args: { 'without-autoplay-next': true },
  play: async ({ canvasElement }) => {
    await says(await ended(canvasElement), /The same evening/);
  },
};

/** It cannot be played: it is offered, and does not begin by itself. */
export const UpNextUnknown: Story = {
  parameters: { api: () => listApi(() => problem('not_found')) },
  play: async ({ canvasElement }) => {
    await says(await ended(canvasElement), /Next video/);
  },
};

/** The last of the list. */
export const EndOfList: Story = {
  args: { playlist: videos.slice(0, 1).join(' ') },
  play: async ({ canvasElement }) => {
    await inside(await ended(canvasElement), '.share-end');
  },
};

export const EndTime: Story = {
  args: { 'start-time': 2, 'end-time': 3, 'without-autoplay-next': true },
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-player');
    await element.play();
    await says(element, /The same evening/);
    await expect(element.ended).toBe(false);
  },
};

/** While it plays the bar has a button for the next one. */
export const NextButton: Story = {
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-player');
    await element.play();
    await inside(element, '.control.next');
    element.pause();
  },
};

export const UpNextNarrow: Story = {
  globals: { width: '360' },
  play: async ({ canvasElement }) => {
    await says(await ended(canvasElement), /Up next in \d/);
  },
};

export const UpNextTiny: Story = {
  globals: { width: '' },
  parameters: { width: 220 },
  play: async ({ canvasElement }) => {
    await says(await ended(canvasElement), /Play now/);
  },
};

export const UpNextRightToLeft: Story = {
  globals: { language: 'ar' },
  play: async ({ canvasElement }) => {
    await says(await ended(canvasElement), /التالي خلال/);
  },
};

export const UpNextGerman: Story = {
  globals: { language: 'de', width: '360' },
  parameters: {
    api: () =>
      listApi(() =>
        createPlayback({
          videoId: videos[1] ?? '',
          title: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung im Abendlicht',
          poster: null,
        }),
      ),
  },
  play: async ({ canvasElement }) => {
    await says(await ended(canvasElement), /Als Nächstes in/);
  },
};

/** A choice is kept for the next video: volume, speed, captions, quality. */
export const KeptChoices: Story = {
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-player');
    await element.play();
    await inside(element, '.controls');
    element.focus();
    await userEvent.keyboard('>');
    element.next();
    await eventually(() => expect(element.videoId).toBe(videos[1]));
    await eventually(() => expect(element.currentTime).toBeGreaterThan(0.2));
    await expect(element.playbackRate).toBe(1.25);
    element.pause();
  },
};
