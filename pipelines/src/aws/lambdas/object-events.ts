import { functionLog } from '../function-log.ts';
import { objectEvents } from '../object-events.ts';
import { sendingQueue } from '../sending-queue.ts';

const log = functionLog('object-events');

export const handler = objectEvents({ queue: sendingQueue(log), log });
