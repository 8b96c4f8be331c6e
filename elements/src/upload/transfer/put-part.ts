import { PartError, type PartFailure } from './part-error.ts';
import { SilenceWatch } from './silence-watch.ts';

export interface PutPart {
  number: number;
  url: string;
  /** As signed: every header must be sent, and no other `x-amz-*`. */
  headers: Readonly<Record<string, string>>;
  body: Blob;
  /** Milliseconds without a sign of life after which the attempt ends as `stalled`. */
  stallAfter: number;
  /** Bytes of this attempt that the browser has handed to the network. */
  onProgress: (bytes: number) => void;
  signal: AbortSignal;
}

export interface PutAnswer {
  /** Without quotes; null when the store does not let the page read it (CORS `ExposeHeaders`). */
  etag: string | null;
  /** The CRC-32 that the store computed, base64; null when it says none. */
  checksum: string | null;
}

/**
 * Sends one part to its signed URL. `XMLHttpRequest`, since `fetch` reports no upload progress.
 *
 * @throws {PartError}, or the signal's reason
 */
export const putPart = ({
  number,
  url,
  headers,
  body,
  stallAfter,
  onProgress,
  signal,
}: PutPart): Promise<PutAnswer> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let silence: SilenceWatch | null = null;

    const settle = (finish: () => void): void => {
      silence?.stop();
      signal.removeEventListener('abort', onAbort);
      finish();
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const onAbort = (): void => {
      request.abort();
      fail(signal.reason as Error);
    };
    const alive = (): void => silence?.heard();

    if (signal.aborted) return reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => {
      alive();
      onProgress(loaded);
    };
    request.onprogress = alive;
    request.onerror = () => fail(new PartError(number, { kind: 'network' }));
    request.onload = () => {
      const { status } = request;
      if (status < 200 || status >= 300) return fail(new PartError(number, refusalOf(request)));
      const etag = readable(request, 'etag')?.replace(/^(W\/)?"|"$/g, '') ?? null;
      settle(() => resolve({ etag, checksum: readable(request, 'x-amz-checksum-crc32') }));
    };
    silence = new SilenceWatch(stallAfter, () => {
      request.abort();
      fail(new PartError(number, { kind: 'stalled' }));
    });
    request.send(body);
  });

/** A header that CORS hides reads as null, but logs a warning when asked for by name; the list tells without. */
const readable = (request: XMLHttpRequest, name: string): string | null =>
  new RegExp(`^${name}:`, 'im').test(request.getAllResponseHeaders())
    ? request.getResponseHeader(name)
    : null;

/** S3 says `BadDigest` with 400, our own store `checksum_mismatch`. */
const refusalOf = (request: XMLHttpRequest): PartFailure => {
  const { status, responseText } = request;
  const damaged = (status === 400 || status === 422) && /BadDigest|checksum_mismatch/.test(responseText);
  return damaged ? { kind: 'checksum' } : { kind: 'status', status, retryAfter: retryAfterOf(request) };
};

const retryAfterOf = (request: XMLHttpRequest): number | null => {
  const seconds = Number(readable(request, 'retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
};
