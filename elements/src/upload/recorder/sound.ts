/**
 * Joins the sound of several streams into one track, and tells how loud it is. A recorder takes one track alone, while a
 * shared screen and a microphone are two.
 */
export class Sound {
  readonly #context: AudioContext;
  readonly #meter: AnalyserNode;
  readonly #out: MediaStreamAudioDestinationNode;
  readonly #samples: Uint8Array<ArrayBuffer>;

  constructor(streams: readonly MediaStream[]) {
    this.#context = new AudioContext();
    this.#meter = new AnalyserNode(this.#context, { fftSize: 512 });
    this.#out = new MediaStreamAudioDestinationNode(this.#context);
    this.#samples = new Uint8Array(this.#meter.fftSize);
    this.#meter.connect(this.#out);
    for (const stream of streams)
      if (stream.getAudioTracks().length > 0)
        new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream }).connect(this.#meter);
    void this.#context.resume().catch(() => undefined);
  }

  get tracks(): MediaStreamTrack[] {
    return this.#out.stream.getAudioTracks();
  }

  /** 0 for silence to 1 for the loudest, as an ear would judge it. */
  get level(): number {
    this.#meter.getByteTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += ((sample - 128) / 128) ** 2;
    const decibels = 10 * Math.log10(sum / this.#samples.length || 1e-6);
    return Math.min(1, Math.max(0, 1 + decibels / 60));
  }

  close(): void {
    void this.#context.close().catch(() => undefined);
  }
}
