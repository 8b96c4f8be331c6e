import type { IncomingMessage, ServerResponse } from 'node:http';

import { S3Error } from './s3-error.ts';
import type { Answer, Bucket, CorsRule } from './world.ts';

const ruleFor = (req: IncomingMessage, bucket: Bucket | undefined, method: string): CorsRule | undefined =>
  bucket?.cors.find(
    ({ origins, methods }) =>
      (origins.includes('*') || origins.includes(req.headers.origin ?? '')) && methods.includes(method),
  );

export const answerPreflight = (req: IncomingMessage, bucket: Bucket | undefined): Answer => {
  const rule = ruleFor(req, bucket, req.headers['access-control-request-method'] ?? '');
  const asked = (req.headers['access-control-request-headers'] ?? '').split(',').map((name) => name.trim());
  const allowed = (name: string): boolean =>
    name === '' || (rule?.headers ?? []).some((each) => each === '*' || each === name.toLowerCase());
  if (!rule || !asked.every(allowed))
    throw new S3Error('AccessDenied', 'CORSResponse: This request is not allowed.');
  return {
    status: 200,
    headers: {
      'Access-Control-Allow-Origin': req.headers.origin ?? '*',
      'Access-Control-Allow-Methods': rule.methods.join(', '),
      'Access-Control-Allow-Headers': asked.join(', '),
    },
  };
};

/** What lets the page of another origin read the answer. */
export const allowOrigin = (req: IncomingMessage, res: ServerResponse, bucket: Bucket | undefined): void => {
  const rule = req.headers.origin && ruleFor(req, bucket, req.method ?? '');
  if (!rule) return;
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '');
  res.setHeader('Access-Control-Expose-Headers', rule.exposed.join(', '));
};
