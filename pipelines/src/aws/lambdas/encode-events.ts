import { encodeEvents } from '../encode-events.ts';
import { functionLog } from '../function-log.ts';
import { sendingQueue } from '../sending-queue.ts';

const log = functionLog('encode-events');

export const handler = encodeEvents({ queue: sendingQueue(log), log });
