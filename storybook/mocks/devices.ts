/** Devices of the page's own: what `open` gives or throws stands for whatever was asked for. */
export const giveDevices = (open: () => MediaStream): void => {
  const give = (): Promise<MediaStream> => new Promise((resolve) => resolve(open()));
  const device = (kind: MediaDeviceKind, deviceId: string, label: string) => ({
    ...{ kind, deviceId, label, groupId: '' },
    toJSON: () => ({}),
  });
  const devices: Partial<MediaDevices> = {
    getUserMedia: give,
    getDisplayMedia: give,
    enumerateDevices: () =>
      Promise.resolve([
        device('videoinput', 'front', 'Front camera'),
        device('videoinput', 'back', 'Back camera'),
        device('audioinput', 'desk', 'Desk microphone'),
      ]),
  };
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: devices });
};

/** A sky that turns, and a soft tone. */
export const createStream = (): MediaStream => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1280, 720];
  const context = canvas.getContext('2d');
  const began = performance.now();
  const paint = (): void => {
    if (!context) return;
    const turn = (performance.now() - began) / 40;
    const sky = context.createLinearGradient(0, 0, 0, 720);
    sky.addColorStop(0, `hsl(${220 + (turn % 60)} 60% 30%)`);
    sky.addColorStop(1, `hsl(${20 + (turn % 30)} 80% 60%)`);
    context.fillStyle = sky;
    context.fillRect(0, 0, 1280, 720);
  };
  paint();
  const [picture] = canvas.captureStream(25).getVideoTracks();
  const timer = setInterval(() => (picture?.readyState === 'ended' ? clearInterval(timer) : paint()), 40);
  const sound = new AudioContext();
  const out = sound.createMediaStreamDestination();
  const tone = new OscillatorNode(sound, { frequency: 220 });
  tone.connect(new GainNode(sound, { gain: 0.2 })).connect(out);
  tone.start();
  return new MediaStream([...(picture ? [picture] : []), ...out.stream.getAudioTracks()]);
};
