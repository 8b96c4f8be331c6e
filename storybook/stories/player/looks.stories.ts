import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import '@vidkit/elements/define/vid-player';
import { html, nothing } from 'lit';
import { expect } from 'storybook/test';

import { videoId } from '../../mocks/ids.ts';
import { playbackApi } from '../../mocks/videos.ts';
import { apiOf } from '../../stage/apis.ts';
import { elementIn, eventually, inside } from '../../stage/elements.ts';
import { choose, pausedAt, press } from './player-stage.ts';

interface LookArgs {
  look: '' | 'minimal' | 'audio';
}

const meta: Meta<LookArgs> = {
  title: 'Elements/vid-player/Looks',
  component: 'vid-player',
  render: ({ look }, context: StoryContext<LookArgs>) =>
    html`<vid-player api=${apiOf(context)} video-id=${videoId} look=${look || nothing} muted></vid-player>`,
  args: { look: '' },
  argTypes: { look: { control: 'select', options: ['', 'minimal', 'audio'] } },
  parameters: { width: 720, api: playbackApi },
};
export default meta;

type Story = StoryObj<LookArgs>;

export const Default: Story = {
  play: async ({ canvasElement }) => {
    await pausedAt(canvasElement, 5);
  },
};

export const Minimal: Story = { ...Default, args: { look: 'minimal' } };

export const MinimalNarrow: Story = { ...Minimal, globals: { width: '240' } };

/** The settings, too, are there: a right click, or the menu key. */
export const MinimalSettings: Story = {
  args: { look: 'minimal' },
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement, 5);
    press(element, 'ContextMenu');
    await inside(element, '.context-menu');
  },
};

/** Its place is the same before and after anything is loaded. */
export const AudioIdle: Story = {
  args: { look: 'audio' },
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-player');
    await inside(element, 'img.poster');
    await expect(element.offsetHeight).toBe(64);
  },
};

export const Audio: Story = { ...Default, args: { look: 'audio' } };

export const AudioNarrow: Story = { ...Audio, globals: { width: '240' } };

export const AudioRightToLeft: Story = { ...Audio, globals: { language: 'ar' } };

export const AudioSettings: Story = {
  args: { look: 'audio' },
  play: async ({ canvasElement }) => {
    await choose(await pausedAt(canvasElement, 5), /Speed/);
  },
};

/** A light bar: the roles are a matter of the page. */
export const AudioLight: Story = {
  args: { look: 'audio' },
  render: (_, context) => html`<style>
      .light-bar {
        --vid-control: #1c1c28;
        --vid-played: #4338ca;
        --vid-track: #d9d9e3;
        --vid-buffer: #b9b9c9;
        border: 1px solid #d9d9e3;
        background-color: #fff;
      }
    </style>
    <vid-player
      class="light-bar"
      api=${apiOf(context)}
      video-id=${videoId}
      look="audio"
      muted
    ></vid-player>`,
  play: Default.play ?? (() => undefined),
};

/** A title above the picture, a note on it, and two buttons in the row. */
export const Slots: Story = {
  render: ({ look }, context) => html`<style>
      .note {
        position: absolute;
        inset-block-start: 40%;
        inset-inline-start: 16px;
        padding: 6px 12px;
        border-radius: 6px;
        background-color: rgb(0 0 0 / 0.75);
        color: #fff;
      }
    </style>
    <vid-player api=${apiOf(context)} video-id=${videoId} look=${look || nothing} muted>
      <span slot="top">Evening above the hills</span>
      <a slot="overlay" class="note" href="#shop">The same tripod</a>
      <button slot="controls-start" type="button">Add note</button>
      <button slot="controls-end" type="button">Save</button>
    </vid-player>`,
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement, 5);
    await eventually(() => expect(element.querySelector('[slot="top"]')?.checkVisibility()).toBe(true));
  },
};

export const SlotsNarrow: Story = { ...Slots, globals: { width: '360' } };

export const SlotsRightToLeft: Story = { ...Slots, globals: { language: 'ar' } };

export const MinimalSlots: Story = { ...Slots, args: { look: 'minimal' } };

export const Accent: Story = { ...Default, globals: { accent: '#ffd43b' } };

/** Play and the timeline are what a player of this size has room for. */
export const Tiny: Story = { ...Default, parameters: { width: 200 } };

export const Wide: Story = { ...Default, parameters: { width: 1280 } };
