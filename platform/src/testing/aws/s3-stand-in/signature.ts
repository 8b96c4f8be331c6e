import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { S3Error } from './s3-error.ts';

/** A request as it came over the wire: nothing of it decoded. */
export interface SignedMessage {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Judge {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly now: Date;
}

const algorithm = 'AWS4-HMAC-SHA256';
const unsigned = 'UNSIGNED-PAYLOAD';
const skewMs = 15 * 60_000;

/**
 * Signature Version 4 as AWS documents it ("Authenticating requests"), by header or by query. Returns what the body was
 * signed as: a SHA-256 in hex, `UNSIGNED-PAYLOAD` or one of the `STREAMING-…` names. Throws `S3Error`.
 */
export const verifySignature = (message: SignedMessage, judge: Judge): { payload: string } => {
  const query = parseQuery(message.target);
  const authorization = message.headers.authorization;
  if (authorization !== undefined) return verifyHeader(message, query, authorization, judge);
  if (query.some(([name]) => name === 'X-Amz-Signature')) return verifyQuery(message, query, judge);
  throw new S3Error('AccessDenied', 'Access Denied');
};

const verifyHeader = (
  message: SignedMessage,
  query: Query,
  authorization: string,
  judge: Judge,
): { payload: string } => {
  const [, credential, signedHeaders, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  const date = text(message.headers['x-amz-date']);
  const payload = text(message.headers['x-amz-content-sha256']);
  if (!credential || !signedHeaders || !signature || !payload)
    throw new S3Error('InvalidArgument', 'The Authorization header is malformed.');
  if (Math.abs(parseDate(date).getTime() - judge.now.getTime()) > skewMs) {
    throw new S3Error(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  requireSigned(message, signedHeaders);
  check({ message, query, credential, signedHeaders, signature, date, payload }, judge);
  return { payload };
};

const verifyQuery = (message: SignedMessage, query: Query, judge: Judge): { payload: string } => {
  const given = new Map(query);
  const [credential, signedHeaders, signature, date, expires] = [
    'Credential',
    'SignedHeaders',
    'Signature',
    'Date',
    'Expires',
  ].map((name) => given.get(`X-Amz-${name}`) ?? '') as [string, string, string, string, string];
  const seconds = Number(expires);
  if (given.get('X-Amz-Algorithm') !== algorithm || !Number.isInteger(seconds) || seconds < 1)
    throw new S3Error('AccessDenied', 'Query-string authentication is malformed.');
  if (seconds > 604_800) throw new S3Error('AccessDenied', 'X-Amz-Expires must be less than a week.');
  const from = parseDate(date).getTime();
  requireSigned(message, signedHeaders);
  check({ message, query, credential, signedHeaders, signature, date, payload: unsigned }, judge);
  if (from - skewMs > judge.now.getTime()) throw new S3Error('AccessDenied', 'Request is not valid yet');
  if (from + seconds * 1000 < judge.now.getTime()) throw new S3Error('AccessDenied', 'Request has expired');
  return { payload: unsigned };
};

/** S3 takes no header of its own that was not signed. */
const requireSigned = ({ headers }: SignedMessage, signedHeaders: string): void => {
  const signed = new Set(signedHeaders.split(';'));
  const left = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  if (!signed.has('host') || left.length > 0) {
    throw new S3Error(
      'AccessDenied',
      `There were headers present in the request which were not signed: ${left.join(', ')}`,
    );
  }
};

interface Claim {
  readonly message: SignedMessage;
  readonly query: Query;
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly date: string;
  readonly payload: string;
}

const check = (claim: Claim, judge: Judge): void => {
  const [accessKeyId, ...scope] = claim.credential.split('/');
  const [day, region] = scope;
  if (accessKeyId !== judge.accessKeyId)
    throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist.');
  const expectedScope = `${claim.date.slice(0, 8)}/${judge.region}/s3/aws4_request`;
  if (scope.join('/') !== expectedScope)
    throw new S3Error('SignatureDoesNotMatch', `The scope must be ${expectedScope}.`);
  const toSign = [algorithm, claim.date, scope.join('/'), sha256(canonicalRequest(claim))].join('\n');
  const key = [day ?? '', region ?? '', 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${judge.secretAccessKey}`,
  );
  const expected = createHmac('sha256', key).update(toSign).digest();
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new S3Error('SignatureDoesNotMatch', 'The request signature we calculated does not match.');
};

const canonicalRequest = ({ message, query, signedHeaders, payload }: Claim): string => {
  const path = message.target.split('?', 1)[0] ?? '';
  const pairs = query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${text(message.headers[name]).trim().replace(/\s+/g, ' ')}\n`);
  const uri = decodeURIComponent(path).split('/').map(encode).join('/');
  return [message.method, uri, pairs.join('&'), headers.join(''), signedHeaders, payload].join('\n');
};

type Query = readonly (readonly [string, string])[];

export const parseQuery = (target: string): Query => {
  const at = target.indexOf('?');
  if (at < 0) return [];
  return target
    .slice(at + 1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const split = pair.indexOf('=');
      const [name, value] = split < 0 ? [pair, ''] : [pair.slice(0, split), pair.slice(split + 1)];
      return [decode(name), decode(value)] as const;
    });
};

const decode = (value: string): string => {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw new S3Error('InvalidArgument', 'The query is not well encoded.');
  }
};

/** RFC 3986: everything but the unreserved characters. */
const encode = (value: string): string =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const parseDate = (date: string): Date => {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  if (iso === date || Number.isNaN(Date.parse(iso)))
    throw new S3Error('AccessDenied', 'The date of the request is malformed.');
  return new Date(iso);
};

const text = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value ?? []).join(',');

const sha256 = (value: string): string => createHash('sha256').update(value).digest('hex');
