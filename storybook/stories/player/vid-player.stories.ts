import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import '@vidkit/elements/define/vid-player';
import { VidPlayer } from '@vidkit/elements/player';
import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, userEvent } from 'storybook/test';

import { never, problem, type MockApi } from '../../mocks/api.ts';
import { videoId } from '../../mocks/ids.ts';
import { media } from '../../mocks/media.ts';
import { createPlayback, createVideo, playbackApi, unplayableApi } from '../../mocks/videos.ts';
import '../../mocks/store.ts';
import { apiOf } from '../../stage/apis.ts';
import { elementIn, eventually, inside, says } from '../../stage/elements.ts';

interface PlayerArgs {
  'video-id': string;
  src: string;
  poster: string;
  'aspect-ratio': string;
  'start-time': number;
  muted: boolean;
  loop: boolean;
  autoplay: boolean;
  'without-controls': boolean;
  'without-hotkeys': boolean;
  /** Called with the element before it is connected. */
  prepare?: (player: VidPlayer) => void;
}

const player = (args: PlayerArgs, context: StoryContext<PlayerArgs>) =>
  html`<vid-player
    ${ref((element) => element instanceof VidPlayer && args.prepare?.(element))}
    api=${apiOf(context)}
    video-id=${args.src ? nothing : args['video-id']}
    src=${args.src || nothing}
    poster=${args.poster || nothing}
    aspect-ratio=${args['aspect-ratio'] || nothing}
    start-time=${args['start-time'] || nothing}
    ?muted=${args.muted}
    ?loop=${args.loop}
    ?autoplay=${args.autoplay}
    ?without-controls=${args['without-controls']}
    ?without-hotkeys=${args['without-hotkeys']}
  ></vid-player>`;

const meta: Meta<PlayerArgs> = {
  title: 'Elements/vid-player',
  component: 'vid-player',
  render: player,
  args: {
    'video-id': videoId,
    src: '',
    poster: '',
    'aspect-ratio': '',
    'start-time': 0,
    muted: true,
    loop: false,
    autoplay: false,
    'without-controls': false,
    'without-hotkeys': false,
  },
  argTypes: { prepare: { table: { disable: true } } },
  parameters: { width: 720, api: playbackApi },
};
export default meta;

type Story = StoryObj<PlayerArgs>;

/** Plays until the picture moves and the controls are there. */
const playing = async (canvas: HTMLElement): Promise<VidPlayer> => {
  const element = elementIn(canvas, 'vid-player');
  await element.play();
  await eventually(() => expect(element.currentTime).toBeGreaterThan(0.2));
  await inside(element, '.controls');
  return element;
};

/** Plays and stops, so that the picture and the controls rest. */
const paused = async (canvas: HTMLElement): Promise<VidPlayer> => {
  const element = await playing(canvas);
  element.pause();
  return element;
};

const openMenu = async (element: VidPlayer, page?: number): Promise<void> => {
  (await inside(element, '.settings-button')).click();
  await inside(element, '.menu [role=menu]');
  if (page === undefined) return;
  element.shadowRoot?.querySelectorAll<HTMLElement>('.menu-item:not(.folded)')[page]?.click();
  await inside(element, '.menu-back');
};

/** A poster with a button: no engine, no media, one question to the API. */
export const Idle: Story = {
  play: async ({ canvasElement }) => {
    await inside(elementIn(canvasElement, 'vid-player'), 'img.poster');
  },
};

export const WithoutPoster: Story = {
  parameters: { api: () => playbackApi({ poster: null }) },
  play: async ({ canvasElement }) => {
    await inside(elementIn(canvasElement, 'vid-player'), 'button.cover');
  },
};

/** While the API is still thinking, the place is kept and nothing moves. */
export const Asking: Story = { parameters: { api: () => ({ getPlayback: never }) } };

export const Playing: Story = {
  play: async ({ canvasElement }) => {
    await playing(canvasElement);
  },
};

export const Paused: Story = {
  play: async ({ canvasElement }) => {
    const element = await paused(canvasElement);
    await expect(element.paused).toBe(true);
  },
};

/** Any HLS stream or file, without our API. */
export const FromAddress: Story = {
  render: (args, context) =>
    player({ ...args, src: media('master.m3u8'), poster: media('poster.jpg') }, context),
  play: async ({ canvasElement }) => {
    await paused(canvasElement);
  },
};

export const FromFile: Story = {
  render: (args, context) =>
    player({ ...args, src: media('clip.mp4'), poster: media('poster.jpg') }, context),
  play: async ({ canvasElement }) => {
    await paused(canvasElement);
  },
};

export const MenuOpen: Story = {
  play: async ({ canvasElement }) => {
    await openMenu(await paused(canvasElement));
  },
};

export const QualityMenu: Story = {
  play: async ({ canvasElement }) => {
    await openMenu(await paused(canvasElement), 1);
  },
};

export const SpeedMenu: Story = {
  play: async ({ canvasElement }) => {
    await openMenu(await paused(canvasElement), 2);
  },
};

export const CaptionsOn: Story = {
  play: async ({ canvasElement }) => {
    const element = await playing(canvasElement);
    (await inside(element, '.captions-toggle')).click();
    await inside(element, '.caption');
    element.pause();
  },
};

export const Chapters: Story = {
  parameters: {
    api: () =>
      playbackApi({
        chapters: [
          { startMs: 0, title: 'Before sunset' },
          { startMs: 6_000, title: 'The sun touches the hills' },
          { startMs: 12_000, title: 'Afterglow' },
        ],
      }),
  },
  play: async ({ canvasElement }) => {
    const element = await paused(canvasElement);
    const seek = await inside(element, '.seek');
    const { left, top, width, height } = seek.getBoundingClientRect();
    const at = { clientX: left + width * 0.6, clientY: top + height / 2, bubbles: true, composed: true };
    seek.dispatchEvent(new PointerEvent('pointerenter', { ...at, pointerType: 'mouse' }));
    seek.dispatchEvent(new PointerEvent('pointermove', { ...at, pointerType: 'mouse' }));
    await says(element, /The sun touches the hills/);
  },
};

/** The line is gone after the first seconds: the wheel comes after half a second of waiting. */
export const Buffering: Story = {
  parameters: { api: () => playbackApi({ hlsUrl: media('stalled.m3u8') }) },
  play: async ({ canvasElement }) => {
    const element = await playing(canvasElement);
    await inside(element, '.waiting');
  },
};

export const Ended: Story = {
  play: async ({ canvasElement }) => {
    const element = await playing(canvasElement);
    element.currentTime = 15.7;
    await inside(element, '.replay');
  },
};

/** The browser refused sound without a gesture. */
export const AutoplayWithoutSound: Story = {
  args: {
    muted: false,
    autoplay: true,
    prepare: ({ media: native }) => {
      const play = native.play.bind(native);
      native.play = () =>
        native.muted ? play() : Promise.reject(new DOMException('No gesture yet.', 'NotAllowedError'));
    },
  },
  play: async ({ canvasElement }) => {
    await inside(elementIn(canvasElement, 'vid-player'), '.unmute');
  },
};

/** Nothing to hear: no volume. */
export const Silent: Story = {
  parameters: { api: () => playbackApi({ hasAudio: false }) },
  play: async ({ canvasElement }) => {
    const element = await paused(canvasElement);
    await expect(element.shadowRoot?.querySelector('.volume-group')).toBeNull();
  },
};

export const BeingPrepared: Story = {
  parameters: {
    api: () =>
      unplayableApi(
        { status: 'processing', progress: { stage: 'first_rendition', percent: 42, secondsLeft: 18 } },
        () => problem('not_playable'),
      ),
  },
  play: async ({ canvasElement }) => {
    await says(elementIn(canvasElement, 'vid-player'), /42/);
  },
};

/** Nobody watched it for long: whoever wants to can bring it back. */
export const Archived: Story = {
  parameters: {
    api: () => ({
      ...unplayableApi({ status: 'archived', posterUrl: media('poster.jpg') }, () =>
        problem('video_archived'),
      ),
      unarchiveVideo: () =>
        createVideo({
          ...{ status: 'restoring', playable: false, posterUrl: media('poster.jpg') },
          readyAt: new Date(Date.now() + 7 * 60_000).toISOString(),
        }),
    }),
  },
  play: async ({ canvasElement }) => {
    await says(elementIn(canvasElement, 'vid-player'), /not been watched/);
  },
};

export const ComingBack: Story = {
  parameters: {
    api: () =>
      unplayableApi(
        {
          ...{ status: 'restoring', posterUrl: media('poster.jpg') },
          readyAt: new Date(Date.now() + 7 * 60_000).toISOString(),
        },
        () => problem('video_archived'),
      ),
  },
  play: async ({ canvasElement }) => {
    await says(elementIn(canvasElement, 'vid-player'), /Back in about 7 minutes/);
  },
};

export const PreparationFailed: Story = {
  parameters: {
    api: () =>
      unplayableApi(
        { status: 'failed', failure: { code: 'file_truncated', detail: 'The file ends too early.' } },
        () => problem('not_playable'),
      ),
  },
  play: async ({ canvasElement }) => {
    await inside(elementIn(canvasElement, 'vid-player'), '[part=error]');
  },
};

/** Trying again is worth it, and works. */
export const ErrorWithRetry: Story = {
  parameters: {
    api: (): MockApi => {
      let asked = 0;
      return { getPlayback: () => (asked++ === 0 ? problem('unavailable') : createPlayback()) };
    },
  },
  play: async ({ canvasElement }) => {
    await inside(elementIn(canvasElement, 'vid-player'), '.retry');
  },
};

export const NotFound: Story = {
  parameters: { api: () => ({ getPlayback: () => problem('not_found') }) },
  play: async ({ canvasElement }) => {
    await says(elementIn(canvasElement, 'vid-player'), /not available/);
  },
};

export const Forbidden: Story = {
  parameters: { api: () => ({ getPlayback: () => problem('insufficient_scope') }) },
  play: async ({ canvasElement }) => {
    await says(elementIn(canvasElement, 'vid-player'), /do not have access/);
  },
};

export const Unsupported: Story = {
  render: (args, context) => player({ ...args, src: media('poster.jpg') }, context),
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-player');
    await element.play().catch(() => undefined);
    await inside(element, '[part=error]');
  },
};

export const Narrow360: Story = {
  globals: { width: '360' },
  play: async ({ canvasElement }) => {
    await paused(canvasElement);
  },
};

export const Narrow360Menu: Story = {
  globals: { width: '360' },
  play: async ({ canvasElement }) => {
    await openMenu(await paused(canvasElement));
  },
};

/** Under 240 px only play and progress are left. */
export const Narrow200: Story = {
  globals: { width: '' },
  parameters: { width: 200 },
  play: async ({ canvasElement }) => {
    await paused(canvasElement);
  },
};

export const Portrait: Story = {
  parameters: { width: 320 },
  render: (args, context) =>
    player(
      { ...args, src: media('portrait.mp4'), poster: media('portrait.jpg'), 'aspect-ratio': '9/16' },
      context,
    ),
  play: async ({ canvasElement }) => {
    await paused(canvasElement);
  },
};

/** For pages that bring their own controls. */
export const WithoutControls: Story = {
  args: { 'without-controls': true },
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-player');
    await element.play();
    await eventually(() => expect(element.currentTime).toBeGreaterThan(0.2));
    await expect(element.shadowRoot?.querySelector('.controls')).toBeNull();
  },
};

export const Keyboard: Story = {
  play: async ({ canvasElement }) => {
    const element = await paused(canvasElement);
    element.focus();
    await userEvent.keyboard('l');
    await eventually(() => expect(element.currentTime).toBeGreaterThan(9));
  },
};

export const RightToLeft: Story = {
  globals: { language: 'ar' },
  play: async ({ canvasElement }) => {
    await openMenu(await paused(canvasElement));
  },
};

export const German: Story = {
  globals: { language: 'de' },
  play: async ({ canvasElement }) => {
    await openMenu(await paused(canvasElement));
  },
};

export const DarkPage: Story = { globals: { theme: 'dark' } };

export const OwnAccent: Story = {
  globals: { accent: '#ffd43b' },
  play: async ({ canvasElement }) => {
    await paused(canvasElement);
  },
};
