import { route, type Route } from '../../http/operation.ts';
import type { EventsService } from './events.service.ts';

/** A player sends about two reports a minute, and many viewers may share an address. */
const limit = { points: 600, perSeconds: 60 };

export const eventsRoutes = (events: EventsService): Route[] => [
  route('recordEvents', ({ body }) => events.record(body).then(() => undefined), { limit }),
];
