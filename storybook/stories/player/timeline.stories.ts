import type { Meta, StoryObj } from '@storybook/web-components-vite';

import { media } from '../../mocks/media.ts';
import { playbackApi } from '../../mocks/videos.ts';
import { inside, says } from '../../stage/elements.ts';
import { choose, pausedAt, press, storyPlayer } from './player-stage.ts';

const chapters = [
  { startMs: 0, title: 'Before sunset' },
  { startMs: 6_000, title: 'The sun touches the hills' },
  { startMs: 12_000, title: 'Afterglow' },
];

const meta: Meta = {
  title: 'Elements/vid-player/Timeline',
  component: 'vid-player',
  render: storyPlayer,
  parameters: { width: 720, api: () => playbackApi({ chapters }) },
};
export default meta;

type Story = StoryObj;

/** What comments speak of: ticks, and how much of it while somebody looks for a place. */
export const Markers: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement, 6);
    element.markers = [1, 5, 5.5, 6, 6.2, 7, 11, 14].map((time) => ({ time }));
    (await inside(element, '.seek-input')).focus();
    await inside(element, '.seek-heat');
  },
};

/** The stretch between A and B is repeated. */
export const AbLoop: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement, 4);
    press(element, '[');
    element.currentTime = 9;
    press(element, ']');
    await inside(element, '.seek-loop');
  },
};

export const ChapterList: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement, 7);
    await choose(element, /Chapters/);
    await says(element, /Afterglow/);
  },
};

/** What the settings keep for those who look for it. */
export const MoreMenu: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement);
    await choose(element, /More/);
    await says(element, /Keyboard shortcuts/);
  },
};

export const DataSaver: Story = {
  parameters: { api: () => playbackApi({ hlsUrl: media('master.m3u8') }) },
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement);
    await choose(element, /Quality/, /Data saver/);
  },
};
