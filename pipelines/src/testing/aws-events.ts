import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ProcessLog } from '../flow/attempt.ts';

/** An event as AWS sends it, from `aws-events/`, with other values at its `detail` where given. */
export const awsEvent = (name: string, detail: Readonly<Record<string, unknown>> = {}): object => {
  const text = readFileSync(join(import.meta.dirname, 'aws-events', `${name}.json`), 'utf8');
  const event = JSON.parse(text) as { detail?: object };
  return event.detail ? { ...event, detail: { ...event.detail, ...detail } } : event;
};

/** As a queue hands events to a function. */
export const inBatch = (...bodies: readonly unknown[]): object => ({
  Records: bodies.map((body, i) => ({
    messageId: String(i),
    receiptHandle: 'AQEB',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1' },
    eventSource: 'aws:sqs',
  })),
});

/** What was sent and said, in order. */
export class Heard {
  readonly sent: { topic: string; message: unknown; key: string | undefined }[] = [];
  readonly said: string[] = [];
  /** Of the next sends. */
  failures = 0;

  readonly queue = {
    send: (topic: string, message: unknown, { key }: { key?: string } = {}): Promise<boolean> => {
      if (this.failures > 0) {
        this.failures -= 1;
        return Promise.reject(new Error('ThrottlingException'));
      }
      this.sent.push({ topic, message, key });
      return Promise.resolve(true);
    },
  };

  readonly log: ProcessLog = {
    info: (_, message) => void this.said.push(`info ${message}`),
    warn: (_, message) => void this.said.push(`warn ${message}`),
    error: (_, message) => void this.said.push(`error ${message}`),
  };
}
