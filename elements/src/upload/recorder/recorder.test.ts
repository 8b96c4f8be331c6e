import '../../define/vid-upload.ts';

import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { button, createElement, find, focused, phasesAre, press, text } from '../testing/element.ts';
import { forgetUploads, until } from '../testing/world.ts';
import type { VidUpload } from '../vid-upload.ts';
import { openRecordingStore, sweepRecordings } from './recording-store.ts';
import { recordingProblem } from './recording-problem.ts';

/** A picture that moves and a tone, as a camera and a microphone would give them. */
const createStream = ({ audio = true, video = true } = {}): MediaStream => {
  const tracks: MediaStreamTrack[] = [];
  if (video) {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 180];
    const context = canvas.getContext('2d');
    let n = 0;
    const timer = setInterval(() => {
      if (!context) return;
      context.fillStyle = `hsl(${(n += 7)} 70% 50%)`;
      context.fillRect(0, 0, 320, 180);
    }, 40);
    const [track] = canvas.captureStream(25).getVideoTracks();
    if (track) tracks.push(track);
    setTimeout(() => clearInterval(timer), 20_000);
  }
  if (audio) {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const tone = context.createOscillator();
    tone.connect(out);
    tone.start();
    tracks.push(...out.stream.getAudioTracks());
  }
  return new MediaStream(tracks);
};

interface Asked {
  readonly constraints: MediaStreamConstraints | DisplayMediaStreamOptions | undefined;
  readonly stream: MediaStream;
}

/** Stands in for the devices of this machine, which has none. */
const giveDevices = (fail: () => string | null = () => null) => {
  const asked: Asked[] = [];
  const give = (constraints?: MediaStreamConstraints | DisplayMediaStreamOptions): Promise<MediaStream> => {
    const name = fail();
    if (name) return Promise.reject(new DOMException('no', name));
    const stream = createStream({ audio: Boolean(constraints?.audio), video: Boolean(constraints?.video) });
    asked.push({ constraints, stream });
    return Promise.resolve(stream);
  };
  const device = (kind: MediaDeviceKind, deviceId: string, label: string) => ({
    kind,
    deviceId,
    label,
    groupId: '',
  });
  const own = {
    getUserMedia: give,
    getDisplayMedia: give,
    enumerateDevices: () =>
      Promise.resolve([
        device('videoinput', 'front', 'Front camera'),
        device('videoinput', 'back', 'Back camera'),
        device('audioinput', 'default', 'Default'),
        device('audioinput', 'desk', 'Desk microphone'),
      ]),
  };
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: own });
  return asked;
};

const phaseIs = (element: VidUpload, phase: string): Promise<void> =>
  until(`the recorder is ${phase}`, () => find(element, `.recorder.${phase}`));

describe('the recorder', () => {
  beforeEach(forgetUploads);
  afterEach(() => Reflect.deleteProperty(navigator, 'mediaDevices'));

  it('is offered only where it is wanted and can be', async () => {
    giveDevices();
    const { element } = await createElement({}, { record: 'camera screen' });
    expect(button(element, /^Record with the camera/)).to.not.equal(undefined);
    expect(button(element, /^Record the screen/)).to.not.equal(undefined);
    element.record = 'screen';
    await element.updateComplete;
    expect(button(element, /^Record with the camera/)).to.equal(undefined);
    Object.defineProperty(navigator, 'mediaDevices', {
      configurable: true,
      value: { getUserMedia: () => null },
    });
    element.record = 'screen camera';
    await element.updateComplete;
    expect(button(element, /^Record the screen/)).to.equal(undefined);
  });

  it('records the camera, pauses, ends, and uploads the take, by keyboard', async () => {
    const asked = giveDevices();
    const { element } = await createElement({}, { record: 'camera' });
    button(element, /^Record with the camera/)?.focus();
    await sendKeys({ press: 'Enter' });
    await phaseIs(element, 'ready');
    expect(find(element, '.card')).to.equal(null);
    await until('the focus is on the first step', () => focused() === 'Start recording');
    await expect(element).to.be.accessible();
    await until(
      'it hears something',
      () => Number(find(element, '.loudness')?.style.getPropertyValue('--value')) > 0.3,
    );

    await sendKeys({ press: 'Enter' });
    await phaseIs(element, 'counting');
    expect(text(element, '.recorder [role=status]')).to.equal('Recording begins in three seconds');
    await phaseIs(element, 'recording');
    await expect(element).to.be.accessible();
    await until('time goes by', () => /0:01/.test(text(element, '.recorder-time')));
    await press(element, /^Pause/);
    await phaseIs(element, 'paused');
    await press(element, /^Go on/);
    await phaseIs(element, 'recording');
    await until('more time goes by', () => /0:02/.test(text(element, '.recorder-time')));
    await press(element, /^Stop/);
    await phaseIs(element, 'done');
    expect(asked[0]?.stream.getTracks().every(({ readyState }) => readyState === 'ended')).to.equal(true);
    const take = find<HTMLVideoElement>(element, '.recorder video');
    await until('it can be looked at', () => (take?.readyState ?? 0) >= 1);
    await expect(element).to.be.accessible();

    await press(element, /^Use this recording/);
    await until('it is in the list', () => element.items.length === 1);
    expect(element.items[0]?.fileName).to.match(/^Recording \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.(mp4|webm)$/);
    expect(find(element, '.recorder')).to.equal(null);
    await phasesAre(element, 'ready');
  });

  it('records the screen with a microphone, once it was chosen what to share', async () => {
    const asked = giveDevices();
    const { element } = await createElement({}, { record: 'screen' });
    await press(element, /^Record the screen/);
    await phaseIs(element, 'choosing');
    await expect(element).to.be.accessible();
    expect(asked).to.have.length(0);
    await press(element, /^Choose what to share/);
    await phaseIs(element, 'ready');
    expect(asked).to.have.length(2);
    await press(element, /^Start recording/);
    await phaseIs(element, 'recording');
    // Sharing is ended in the browser's own bar.
    const track = asked[0]?.stream.getVideoTracks()[0];
    await until('there is something', () => /0:01/.test(text(element, '.recorder-time')));
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
    await phaseIs(element, 'done');
    expect(text(element, '.recorder .note')).to.contain('ended by itself');
    await press(element, /^Record again/);
    await phaseIs(element, 'choosing');
  });

  it('lets people choose devices, or no microphone', async () => {
    const asked = giveDevices();
    const { element } = await createElement({}, { record: 'camera' });
    await press(element, /^Record with/);
    await phaseIs(element, 'ready');
    const [camera, microphone] = [
      ...(element.shadowRoot?.querySelectorAll<HTMLSelectElement>('.recorder select') ?? []),
    ];
    if (!camera || !microphone) throw new Error('no choices');
    camera.value = 'back';
    camera.dispatchEvent(new InputEvent('input'));
    await until('it is opened', () => asked.length === 2);
    microphone.value = 'none';
    microphone.dispatchEvent(new InputEvent('input'));
    await until('it is opened without sound', () => asked.length === 3);
    expect(asked[2]?.constraints).to.deep.include({ audio: false });
    expect(JSON.stringify(asked[2]?.constraints)).to.contain('"exact":"back"');
  });

  it('ends by itself at the limit', async () => {
    giveDevices();
    const { element } = await createElement({}, { record: 'camera', 'max-duration': '2' });
    await press(element, /^Record with/);
    await phaseIs(element, 'ready');
    await until('it says so', () => text(element, '.recorder').includes('Ends by itself after 2 seconds'));
    await press(element, /^Start/);
    await phaseIs(element, 'done');
    await press(element, /^Use/);
    await phasesAre(element, 'ready');
  });

  it('says why it cannot, and tries again', async () => {
    let name: string | null = 'NotAllowedError';
    giveDevices(() => name);
    const { element } = await createElement({}, { record: 'camera' });
    await press(element, /^Record with/);
    await phaseIs(element, 'failed');
    expect(text(element, '.recorder [role=alert]')).to.contain('Allow it in the settings');
    await expect(element).to.be.accessible();
    for (const [wrong, words] of [
      ['NotFoundError', 'no camera or microphone'],
      ['NotReadableError', 'Another program uses'],
      ['WhateverError', 'Try again'],
    ] as const) {
      name = wrong;
      await press(element, /^Try again/);
      await until(words, () => text(element, '.recorder [role=alert]').includes(words));
    }
    name = null;
    await press(element, /^Try again/);
    await phaseIs(element, 'ready');
  });

  it('says that a browser cannot record, without asking for a device', async () => {
    const asked = giveDevices();
    const own = globalThis.MediaRecorder;
    Reflect.deleteProperty(globalThis, 'MediaRecorder');
    try {
      const { element } = await createElement({}, { record: 'camera' });
      await press(element, /^Record with/);
      await phaseIs(element, 'failed');
      expect(text(element, '.recorder [role=alert]')).to.contain('This browser cannot record');
      expect(button(element, /^Try again/)).to.equal(undefined);
      expect(asked).to.have.length(0);
    } finally {
      Object.assign(globalThis, { MediaRecorder: own });
    }
  });

  it('lets go of everything by Escape, and gives the focus back', async () => {
    const asked = giveDevices();
    const { element } = await createElement({}, { record: 'camera' });
    await press(element, /^Record with/);
    await until('the focus is inside', () => focused() === 'Start recording');
    await sendKeys({ press: 'Escape' });
    await until('it is closed', () => !find(element, '.recorder'));
    expect(asked[0]?.stream.getTracks().every(({ readyState }) => readyState === 'ended')).to.equal(true);
    await until('the focus is at the card', () => focused() === 'Choose videos');
  });
});

describe('recordingProblem', () => {
  it('has a code for whatever browsers throw', () => {
    expect(recordingProblem(new DOMException('', 'QuotaExceededError'))).to.equal('storage_full');
    expect(recordingProblem(new TypeError('x'))).to.equal('not_supported');
    for (const odd of [null, undefined, 'text', 7, {}])
      expect(recordingProblem(odd)).to.equal('recording_failed');
  });
});

describe('openRecordingStore', () => {
  const folders = async (): Promise<string[]> => {
    const names: string[] = [];
    const room = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle('vid-recordings', { create: true });
    for await (const name of (room as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name);
    return names;
  };

  it('writes to the disk under a name for people, and frees its place', async () => {
    const before = await folders();
    const store = await openRecordingStore('Recording 1.webm', 'video/webm');
    await store.append(new Blob(['one ']));
    await store.append(new Blob(['two']));
    const take = await store.finish();
    expect([take.file.name, await take.file.text(), take.handle?.kind]).to.deep.equal([
      'Recording 1.webm',
      'one two',
      'file',
    ]);
    await take.drop();
    expect(await folders()).to.deep.equal(before);
  });

  it('does without where storage is refused', async () => {
    const own = navigator.storage.getDirectory.bind(navigator.storage);
    navigator.storage.getDirectory = () => Promise.reject(new DOMException('', 'SecurityError'));
    try {
      await sweepRecordings();
      const store = await openRecordingStore('Recording 2.webm', 'video/webm');
      await store.append(new Blob(['one']));
      const { file } = await store.finish();
      expect([file.name, file.type, await file.text()]).to.deep.equal([
        'Recording 2.webm',
        'video/webm',
        'one',
      ]);
    } finally {
      navigator.storage.getDirectory = own;
    }
  });

  it('sweeps what nobody came back for', async () => {
    await (await openRecordingStore('Old.webm', 'video/webm')).finish();
    expect(await folders()).to.not.deep.equal([]);
    await sweepRecordings(Date.now() + 8 * 86_400_000);
    expect(await folders()).to.deep.equal([]);
  });
});
