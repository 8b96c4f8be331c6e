import { AppError } from '../../http/app-error.ts';

export interface FormUpload {
  /** Everything before the file. */
  readonly fields: ReadonlyMap<string, string>;
  /** Bytes of the form that are not of the file, as browsers write it. */
  readonly overhead: number;
  /** The bytes of the field `file`; what comes after it is not read. */
  readonly file: AsyncIterable<Uint8Array>;
}

const maxFieldBytes = 32 * 1024;
const lineEnd = Buffer.from('\r\n');
const headEnd = Buffer.from('\r\n\r\n');

/**
 * Reads a `multipart/form-data` body (RFC 7578) whose last field is the file, as S3 demands of forms, without holding the
 * file. Throws `unsupported_media_type`, and `invalid_request` for what is no such form or ends too early.
 */
export const readForm = async (
  contentType: string | undefined,
  body: AsyncIterable<Uint8Array>,
): Promise<FormUpload> => {
  const delimiter = Buffer.from(`\r\n--${boundaryOf(contentType)}`);
  const source = body[Symbol.asyncIterator]();
  // The first delimiter has no line before it.
  let held: Buffer = lineEnd;
  const more = async (): Promise<void> => {
    const next = await source.next();
    if (next.done === true) throw invalid('The form ends too early.');
    held = Buffer.concat([held, next.value]);
  };
  let read = 0;
  /** What comes before the mark, which is passed, too. */
  const upTo = async (mark: Buffer): Promise<Buffer> => {
    for (;;) {
      const at = held.indexOf(mark);
      if (at >= 0) {
        const found = held.subarray(0, at);
        held = held.subarray(at + mark.length);
        read += at + mark.length;
        if (read > maxFieldBytes) throw tooLong();
        return found;
      }
      if (held.length + read > maxFieldBytes + delimiter.length) throw tooLong();
      await more();
    }
  };

  const fields = new Map<string, string>();
  await upTo(delimiter);
  for (;;) {
    if ((await upTo(lineEnd)).length > 0) throw invalid('The form has no field `file`.');
    // A field without headers has none to end either.
    const head = (await upTo(headEnd)).toString('utf8');
    const name = /^content-disposition:[^\r\n]*[;\s]name="([^"\r\n]*)"/im.exec(head)?.[1];
    if (name === undefined) throw invalid('A field of the form has no name.');
    if (name === 'file') break;
    fields.set(name, (await upTo(delimiter)).toString('utf8'));
  }

  async function* file(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const end = held.indexOf(delimiter);
      if (end >= 0) {
        if (end > 0) yield held.subarray(0, end);
        // The rest is the end of the form, and has to be read for the answer to arrive.
        while ((await source.next()).done !== true);
        return;
      }
      // The delimiter may be cut in two.
      const sure = held.length - delimiter.length + 1;
      if (sure > 0) {
        yield held.subarray(0, sure);
        held = held.subarray(sure);
      }
      await more();
    }
  }
  // The delimiter at the end has two hyphens and a line end after it; the first one of all no line before it.
  return { fields, overhead: read - lineEnd.length + delimiter.length + 4, file: file() };
};

const boundaryOf = (contentType: string | undefined): string => {
  const match = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))/i.exec(
    contentType ?? '',
  );
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined)
    throw new AppError('unsupported_media_type', 'The file has to come as multipart/form-data.');
  return boundary;
};

const invalid = (detail: string): AppError => new AppError('invalid_request', detail);
const tooLong = (): AppError => new AppError('body_too_large', 'The fields before the file are too long.');
