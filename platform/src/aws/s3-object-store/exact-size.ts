import { type Readable, Transform } from 'node:stream';

import { mismatch } from '../../objects/completed-parts.ts';

export interface ExactSize {
  readonly number: number;
  readonly size: number;
  /** `part_mismatch`, or the body's own error; called once. */
  readonly onWrong: (error: Error) => void;
}

/**
 * The body as a stream that ends only after exactly `size` bytes. Otherwise it tells so and is silent from then on: the SDK
 * wraps streams in one that nobody listens to, so a stream that failed inside of it would end the process. The body is not
 * destroyed when its reader fails: a sender shall be able to read why.
 */
export const exactSize = (body: Readable, { number, size, onWrong }: ExactSize): Readable => {
  let seen = 0;
  const exact = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > size) wrong(mismatch(`Part ${number} has more than ${size} bytes.`));
      else done(null, chunk);
    },
    flush(done) {
      if (seen === size) done();
      else wrong(mismatch(`Part ${number} has ${seen} bytes, not ${size}.`));
    },
  });
  const wrong = (error: Error): void => {
    leave();
    onWrong(error);
  };
  const broke = (): void => {
    if (!body.readableEnded) wrong(new Error(`The body of part ${number} broke off.`));
  };
  const leave = (): void => void body.unpipe(exact).off('error', wrong).off('close', broke);
  body.once('error', wrong).once('close', broke);
  exact.once('close', leave);
  if (body.errored) wrong(body.errored);
  return body.pipe(exact);
};
