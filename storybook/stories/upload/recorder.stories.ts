import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import '@vidkit/elements/define/vid-upload';
import { html } from 'lit';

import { getToken } from '../../mocks/people.ts';
import { createStream, giveDevices } from '../../mocks/devices.ts';
import { uploadApi } from '../../mocks/uploads.ts';
import { apiOf } from '../../stage/apis.ts';
import { elementIn, inside } from '../../stage/elements.ts';

interface RecorderArgs {
  record: string;
  'max-duration': number;
}

const meta: Meta<RecorderArgs> = {
  title: 'Elements/vid-upload/Recorder',
  component: 'vid-upload',
  args: { record: 'camera screen', 'max-duration': 600 },
  parameters: { width: 680, api: uploadApi },
  render: (args: RecorderArgs, context: StoryContext<RecorderArgs>) =>
    html`<vid-upload
      api=${apiOf(context)}
      record=${args.record}
      max-duration=${args['max-duration']}
      .getToken=${getToken}
    ></vid-upload>`,
};
export default meta;

type Story = StoryObj<RecorderArgs>;

/** Opens the recorder with a picture that is drawn here instead of a camera's. */
const open = async (canvas: HTMLElement, name = 'camera'): Promise<HTMLElement> => {
  giveDevices(createStream);
  const element = elementIn(canvas, 'vid-upload');
  const buttons = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.buttons .button') ?? [])];
  buttons[name === 'camera' ? 1 : 2]?.click();
  return element;
};

const step = async (element: HTMLElement, selector: string): Promise<void> =>
  (await inside(element, selector)).click();

export const Offered: Story = {};

export const Camera: Story = {
  play: async ({ canvasElement }) => {
    await inside(await open(canvasElement), '.recorder.ready');
  },
};

export const Screen: Story = {
  play: async ({ canvasElement }) => {
    await inside(await open(canvasElement, 'screen'), '.recorder.choosing');
  },
};

export const Recording: Story = {
  play: async ({ canvasElement }) => {
    const element = await open(canvasElement);
    await step(element, '.recorder.ready .button.primary');
    await inside(element, '.recorder.recording');
  },
};

export const Done: Story = {
  play: async ({ canvasElement }) => {
    const element = await open(canvasElement);
    await step(element, '.recorder.ready .button.primary');
    await inside(element, '.recorder.recording');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await step(element, '.recorder.recording .button.primary');
    await inside(element, '.recorder.done');
  },
};

/** The viewer, or the browser, said no. */
export const Refused: Story = {
  play: async ({ canvasElement }) => {
    giveDevices(() => {
      throw new DOMException('no', 'NotAllowedError');
    });
    const element = elementIn(canvasElement, 'vid-upload');
    element.shadowRoot?.querySelectorAll<HTMLElement>('.buttons .button')[1]?.click();
    await inside(element, '.recorder.failed');
  },
};

export const Narrow360: Story = { ...Camera, globals: { width: '360' } };

export const RightToLeft: Story = { ...Camera, globals: { language: 'ar' } };

export const Dark: Story = { ...Camera, globals: { theme: 'dark' } };
