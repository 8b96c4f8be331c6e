import { makeBox } from './boxes.ts';

export interface NewFragment {
  /** From 1, in the order of the file. */
  readonly number: number;
  /** Decode time of the first sample in ticks. */
  readonly time: number;
  /** Each can be decoded on its own, and is shown when it is decoded: sound. */
  readonly samples: readonly { readonly duration: number; readonly bytes: Buffer }[];
}

const independent = 0x02000000;
/** Of `tfhd`: offsets count from the `moof`; there are flags for all samples. */
const trackFlags = 0x020020;
/** Of `trun`: the place of the data, and a duration and a size for each sample. */
const runFlags = 0x000301;

/** One fragment of track 1, `moof` and `mdat` (ISO/IEC 14496-12, 8.8). */
export const makeFragment = ({ number, time, samples }: NewFragment): Buffer => {
  const long = Buffer.alloc(8);
  long.writeBigUInt64BE(BigInt(time));
  const header = makeBox('mfhd', words(0, number));
  const place = [
    makeBox('tfhd', words(trackFlags, 1, independent)),
    makeBox('tfdt', words(0x01000000), long),
  ];
  const run = (dataOffset: number) =>
    makeBox(
      'trun',
      words(
        runFlags,
        samples.length,
        dataOffset,
        ...samples.flatMap(({ duration, bytes }) => [duration, bytes.length]),
      ),
    );
  const moof = (dataOffset: number) => makeBox('moof', header, makeBox('traf', ...place, run(dataOffset)));
  const boxHeader = 8;
  return Buffer.concat([
    moof(moof(0).length + boxHeader),
    makeBox('mdat', ...samples.map(({ bytes }) => bytes)),
  ]);
};

const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value, i * 4));
  return bytes;
};
