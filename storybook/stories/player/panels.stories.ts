import type { Meta, StoryObj } from '@storybook/web-components-vite';

import { playbackApi } from '../../mocks/videos.ts';
import { inside, says } from '../../stage/elements.ts';
import { choose, pausedAt, press, storyPlayer } from './player-stage.ts';

const meta: Meta = {
  title: 'Elements/vid-player/Panels',
  component: 'vid-player',
  render: storyPlayer,
  parameters: { width: 860, api: playbackApi },
};
export default meta;

type Story = StoryObj;

/** Each choice shows at once, in the sample and in the captions, and holds for every video. */
export const CaptionStyle: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement);
    press(element, 'c');
    await inside(element, '.caption');
    await choose(element, /Captions/, /Caption style/);
    await inside(element, 'dialog.caption-style');
  },
};

export const CaptionStyleNarrow: Story = { ...CaptionStyle, globals: { width: '360' } };

export const KeyboardHelp: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement);
    press(element, '?');
    await inside(element, 'dialog.help');
  },
};

export const KeyboardHelpRightToLeft: Story = {
  globals: { language: 'ar' },
  play: KeyboardHelp.play ?? (() => undefined),
};

export const Share: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement, 7);
    await choose(element, /Share/);
    await inside(element, 'dialog.share');
  },
};

/** Beside the picture while there is room, else over the page. */
export const Transcript: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement);
    await choose(element, /Transcript/);
    await says(element, /The sun goes down/);
  },
};

export const TranscriptNarrow: Story = { ...Transcript, globals: { width: '360' } };

export const Statistics: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement);
    await choose(element, /More/, /Statistics/);
    await says(element, /avc1/);
  },
};

export const ContextMenu: Story = {
  play: async ({ canvasElement }) => {
    const element = await pausedAt(canvasElement);
    const { left, top } = element.getBoundingClientRect();
    element.shadowRoot?.querySelector('.base')?.dispatchEvent(
      new MouseEvent('contextmenu', {
        ...{ bubbles: true, composed: true, cancelable: true, button: 2 },
        ...{ clientX: left + 240, clientY: top + 90 },
      }),
    );
    await inside(element, '.context-menu');
  },
};
