import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import '@vidkit/elements/define/vid-upload';
import type { VidUpload } from '@vidkit/elements/upload';
import { html, nothing } from 'lit';
import { expect } from 'storybook/test';

import { never, problem } from '../../mocks/api.ts';
import { getToken, signedOutApi } from '../../mocks/people.ts';
import { createFile, uploadApi, type UploadWorld } from '../../mocks/uploads.ts';
import { apiOf } from '../../stage/apis.ts';
import { elementIn, eventually, inside, says } from '../../stage/elements.ts';

interface UploadArgs {
  accept: string;
  'max-files': number | undefined;
  single: boolean;
  'max-size': number | undefined;
  'max-duration': number | undefined;
  'without-drop': boolean;
  'without-details': boolean;
  'page-drop': boolean;
  record: string;
  paused: boolean;
  disabled: boolean;
  required: boolean;
  name: string;
  /** Whether the page's own account uploads; else the visitor signs in first. */
  signedIn: boolean;
  /** Text of the page below the button. */
  note: string;
}

const render = (args: UploadArgs, context: StoryContext<UploadArgs>) =>
  html`<vid-upload
    api=${apiOf(context)}
    accept=${args.accept || nothing}
    max-files=${args['max-files'] ?? nothing}
    max-size=${args['max-size'] ?? nothing}
    max-duration=${args['max-duration'] ?? nothing}
    record=${args.record || nothing}
    name=${args.name || nothing}
    ?single=${args.single}
    ?without-drop=${args['without-drop']}
    ?without-details=${args['without-details']}
    ?page-drop=${args['page-drop']}
    ?paused=${args.paused}
    ?disabled=${args.disabled}
    ?required=${args.required}
    .getToken=${args.signedIn ? getToken : null}
    >${args.note || nothing}</vid-upload
  >`;

const world = (rules: UploadWorld) => ({ api: () => uploadApi(rules) });

const meta: Meta<UploadArgs> = {
  title: 'Elements/vid-upload',
  component: 'vid-upload',
  render,
  args: {
    accept: '',
    'max-files': undefined,
    'max-size': undefined,
    'max-duration': undefined,
    single: false,
    'without-drop': false,
    'without-details': false,
    'page-drop': false,
    record: '',
    paused: false,
    disabled: false,
    required: false,
    name: '',
    signedIn: true,
    note: '',
  },
  parameters: { width: 680, api: uploadApi },
};
export default meta;

type Story = StoryObj<UploadArgs>;

interface Wanted {
  name: string;
  megabytes: number;
  clip?: string;
}

const holiday: Wanted = { name: 'Holiday_in_the_hills.mp4', megabytes: 48 };

const add = async (canvas: HTMLElement, ...wanted: Wanted[]): Promise<VidUpload> => {
  const element = elementIn(canvas, 'vid-upload');
  const files = wanted.map(({ name, megabytes, clip }) => createFile(name, megabytes, clip));
  await element.addFiles(await Promise.all(files));
  return element;
};

const phaseIs = (element: VidUpload, ...phases: string[]): Promise<void> =>
  eventually(() => expect(element.items.map(({ phase }) => phase)).toEqual(phases));

/** Waits until the bar shows that bytes have moved. */
const moving = (element: VidUpload): Promise<void> => says(element, /[\d.,]+ .?B\/s|MB\/s/);

export const Idle: Story = {};

export const Single: Story = { args: { single: true } };

export const WithoutDrop: Story = { args: { 'without-drop': true } };

export const Disabled: Story = { args: { disabled: true } };

/** Rules of the page stand in the slot. */
export const WithNote: Story = { args: { note: 'Talks only, at most 20 minutes each.' } };

export const DraggingOver: Story = {
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-upload');
    const dataTransfer = new DataTransfer();
    for (const name of ['one.mp4', 'two.mp4'])
      dataTransfer.items.add(new File(['…'], name, { type: 'video/mp4' }));
    const frame = await inside(element, '.frame');
    frame.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
    await says(element, /Drop to upload 2 videos/);
  },
};

/** What is dropped anywhere on the page is taken, and the page says so. */
export const DraggingOverThePage: Story = {
  args: { 'page-drop': true },
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-upload');
    const veil = await inside(element, '.page-drop');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['…'], 'one.mp4', { type: 'video/mp4' }));
    const over = () =>
      document.body.dispatchEvent(
        new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }),
      );
    over();
    // A drag that lasts says so again and again.
    const lasts = setInterval(() => (element.isConnected ? over() : clearInterval(lasts)), 300);
    await eventually(() => expect(veil.matches(':popover-open')).toBe(true));
  },
};

/** Files are taken at once; they move as soon as the visitor has signed in. */
export const SignedOut: Story = {
  args: { signedIn: false },
  parameters: world({ api: signedOutApi }),
  play: async ({ canvasElement }) => {
    await says(await add(canvasElement, holiday), /Sign in to start/);
  },
};

export const SiteNotRegistered: Story = {
  args: { signedIn: false },
  parameters: world({ api: { getEmbedClient: () => problem('site_not_registered') } }),
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-upload');
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await inside(element, '.notice.critical');
  },
};

export const Checking: Story = {
  parameters: world({ api: { getLimits: never } }),
  play: async ({ canvasElement }) => {
    await phaseIs(await add(canvasElement, holiday), 'checking');
  },
};

export const Uploading: Story = {
  parameters: world({ pace: 900_000 }),
  play: async ({ canvasElement }) => {
    await moving(await add(canvasElement, holiday));
  },
};

export const UploadingSeveral: Story = {
  parameters: world({ pace: 700_000 }),
  play: async ({ canvasElement }) => {
    const element = await add(
      canvasElement,
      holiday,
      { name: 'portrait of a summer.mov', megabytes: 31, clip: 'portrait.mp4' },
      { name: 'Keynote-final-FINAL-v7_with_a_name_that_is_far_too_long_for_any_row.mp4', megabytes: 22 },
    );
    await moving(element);
  },
};

/** A form about the video, saved while its bytes move. */
export const Details: Story = {
  parameters: world({ pace: 900_000 }),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday);
    await moving(element);
    (await inside(element, '.disclosure')).click();
    const field = (await inside(element, 'textarea')) as HTMLTextAreaElement;
    field.value = 'Three days above the clouds, and one in the rain.';
    field.dispatchEvent(new InputEvent('input'));
    await says(element, /Saved/);
  },
};

/** The page's own form, from a `<template slot="details">`. */
export const OwnDetails: Story = {
  parameters: world({ pace: 900_000 }),
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-upload');
    const template = document.createElement('template');
    template.slot = 'details';
    const label = document.createElement('label');
    label.append('Speaker ', Object.assign(document.createElement('input'), { name: 'speaker' }));
    template.content.append(label);
    element.append(template);
    await add(canvasElement, holiday);
    await moving(element);
    (await inside(element, '.disclosure')).click();
    await eventually(() => expect(element.querySelector('input[name=speaker]')).toBeTruthy());
  },
};

export const PausedAll: Story = {
  parameters: world({ pace: 900_000 }),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday, { name: 'Second day.mp4', megabytes: 20 });
    await moving(element);
    (await inside(element, '[data-action=pause]')).click();
    await phaseIs(element, 'paused', 'paused');
  },
};

export const Paused: Story = {
  parameters: world({ pace: 900_000 }),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday);
    await moving(element);
    element.paused = true;
    await phaseIs(element, 'paused');
  },
};

/** The line is gone; the upload goes on by itself. */
export const Unsteady: Story = {
  parameters: world({ status: 0 }),
  play: async ({ canvasElement }) => {
    await phaseIs(await add(canvasElement, holiday), 'reconnecting');
  },
};

export const Offline: Story = {
  parameters: world({ pace: 900_000 }),
  beforeEach: () => () => void Reflect.deleteProperty(navigator, 'onLine'),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday);
    await moving(element);
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    window.dispatchEvent(new Event('offline'));
    await says(element, /Connection lost/);
  },
};

export const ServerTrouble: Story = {
  parameters: world({ status: 503 }),
  play: async ({ canvasElement }) => {
    await says(await add(canvasElement, holiday), /server is not answering well/);
  },
};

export const Processing: Story = {
  parameters: world({
    video: {
      status: 'processing',
      playable: false,
      progress: { stage: 'first_rendition', percent: 38, secondsLeft: 21 },
    },
  }),
  play: async ({ canvasElement }) => {
    await says(await add(canvasElement, { ...holiday, megabytes: 4 }), /38/);
  },
};

/** The first quality plays; sharper ones are being made. */
export const PlayableAlready: Story = {
  parameters: world({
    video: {
      status: 'processing',
      playable: true,
      progress: { stage: 'renditions', percent: 71, secondsLeft: 12 },
    },
  }),
  play: async ({ canvasElement }) => {
    await inside(await add(canvasElement, { ...holiday, megabytes: 4 }), '[part=share]');
  },
};

export const Ready: Story = {
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, { ...holiday, megabytes: 4 });
    await phaseIs(element, 'ready');
    // The public address follows the one that the element guesses.
    const link = (await inside(element, '[part=share] input')) as HTMLInputElement;
    await eventually(() => expect(link.value).toMatch(/^https:\/\/video\.example\.com/));
  },
};

/** The player, once somebody wants to watch. */
export const Watching: Story = {
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, { ...holiday, megabytes: 4 });
    await phaseIs(element, 'ready');
    (await inside(element, 'button.poster')).click();
    await inside(element, 'vid-player');
  },
};

/** Refused by its headers, before a byte is sent. */
export const TooLong: Story = {
  args: { 'max-duration': 1 },
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, { ...holiday, megabytes: 4 });
    await phaseIs(element, 'failed');
    await says(element, /longer than this site accepts/);
  },
};

export const RefusedFile: Story = {
  play: async ({ canvasElement }) => {
    const element = elementIn(canvasElement, 'vid-upload');
    await element.addFiles([
      new File(['This is a text that only claims to be a video.'], 'letter.mp4', { type: 'video/mp4' }),
      new File([], 'nothing.mov', { type: 'video/quicktime' }),
    ]);
    await phaseIs(element, 'failed', 'failed');
  },
};

export const FailedSeveral: Story = {
  parameters: world({ api: { createUpload: () => problem('storage_full') } }),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday, { name: 'Second day.mp4', megabytes: 20 });
    await phaseIs(element, 'failed', 'failed');
    await says(element, /Try all again/);
  },
};

export const FailedWithRetry: Story = {
  parameters: world({ api: { createUpload: () => problem('storage_full') } }),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday);
    await phaseIs(element, 'failed');
    await says(element, /Try again/);
  },
};

/** The account takes all the space that it has. */
export const FailedByQuota: Story = {
  parameters: world({ api: { createUpload: () => problem('quota_exceeded') } }),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday);
    await phaseIs(element, 'failed');
    await says(element, /no room left/);
  },
};

/** The bytes arrived, but there is no video in them. */
export const FailedInProcessing: Story = {
  parameters: world({
    video: {
      ...{ status: 'failed', playable: false },
      failure: { code: 'file_truncated', detail: 'The file ends too early.' },
    },
  }),
  play: async ({ canvasElement }) => {
    await phaseIs(await add(canvasElement, { ...holiday, megabytes: 4 }), 'failed');
  },
};

/** An upload of an earlier visit waits for its file. */
export const Interrupted: Story = {
  parameters: world({ pace: 1_500_000 }),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday);
    await moving(element);
    // The journal notes the progress every three seconds.
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    const { parentElement } = element;
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 500));
    parentElement?.append(element);
    await phaseIs(element, 'interrupted');
  },
};

export const Canceled: Story = {
  parameters: world({ pace: 900_000 }),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday);
    await moving(element);
    (await inside(element, '.icon-button[aria-label^=Cancel]')).click();
    await phaseIs(element, 'canceled');
  },
};

export const Narrow360: Story = { ...UploadingSeveral, globals: { width: '360' } };

export const NarrowReady: Story = { ...Ready, globals: { width: '360' } };

export const RightToLeft: Story = {
  globals: { language: 'ar' },
  parameters: world({ pace: 900_000 }),
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, holiday, {
      name: 'رحلة إلى الجبال.mp4',
      megabytes: 12,
    });
    await eventually(() => expect(element.items.some(({ sentBytes }) => sentBytes > 500_000)).toBe(true));
  },
};

export const German: Story = {
  globals: { language: 'de', width: '360' },
  play: async ({ canvasElement }) => {
    const element = await add(canvasElement, { ...holiday, megabytes: 4 });
    await phaseIs(element, 'ready');
  },
};

export const Dark: Story = { ...UploadingSeveral, globals: { theme: 'dark' } };

export const OwnAccent: Story = { ...Uploading, globals: { accent: '#0b7a4b' } };
