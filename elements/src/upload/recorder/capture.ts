import { Sound } from './sound.ts';

export type RecordKind = 'camera' | 'screen';

export interface CaptureChoice {
  readonly kind: RecordKind;
  /** Ids of devices; empty for the browser's choice, null for none. */
  readonly camera: string;
  readonly microphone: string | null;
}

export interface Devices {
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
}

/** What is seen and heard, ready to be recorded. */
export interface Capture {
  /** Of the picture alone, for the preview: who hears themselves cannot speak. */
  readonly preview: MediaStream;
  /** Picture and joined sound. */
  readonly stream: MediaStream;
  readonly sound: Sound | null;
  /** Lets go of all devices, so that their lamps go out. */
  stop(): void;
}

/** A picture that reads well and uploads fast. */
const cameraSize = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/**
 * Opens the devices; call it in a click where it is about a screen.
 *
 * @throws {DOMException} as browsers name it; see `recordingProblem`
 */
export const openCapture = async ({ kind, camera, microphone }: CaptureChoice): Promise<Capture> => {
  const devices = navigator.mediaDevices;
  const audio = microphone === null ? false : { echoCancellation: true, ...exactly(microphone) };
  const streams: MediaStream[] = [];
  const release = (): void => {
    for (const stream of streams) for (const track of stream.getTracks()) track.stop();
  };
  try {
    if (kind === 'screen') {
      streams.push(await devices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: true }));
      if (audio) streams.push(await devices.getUserMedia({ audio }));
    } else {
      streams.push(await devices.getUserMedia({ video: { ...cameraSize, ...exactly(camera) }, audio }));
    }
    const picture = (streams[0] as MediaStream).getVideoTracks();
    const heard = streams.some((stream) => stream.getAudioTracks().length > 0);
    const sound = heard ? new Sound(streams) : null;
    return {
      preview: new MediaStream(picture),
      stream: new MediaStream([...picture, ...(sound?.tracks ?? [])]),
      sound,
      stop: () => {
        sound?.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
};

/** Browsers name devices only once one was allowed. */
export const listDevices = async (): Promise<Devices> => {
  const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const named = all.filter(({ deviceId, label }) => deviceId !== '' && label !== '');
  return {
    cameras: named.filter(({ kind }) => kind === 'videoinput'),
    microphones: named.filter(({ kind }) => kind === 'audioinput'),
  };
};

const exactly = (id: string): MediaTrackConstraints => (id ? { deviceId: { exact: id } } : {});
