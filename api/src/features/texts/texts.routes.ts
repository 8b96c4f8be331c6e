import { route, type Route } from '../../http/operation.ts';
import type { GenerationsService } from './generations.service.ts';
import type { TextsService } from './texts.service.ts';

const writing = { limit: { points: 300, perSeconds: 3600 } };

export const textsRoutes = (texts: TextsService, generations: GenerationsService): Route[] => [
  route('getTexts', ({ params, principal }) => texts.get(params.id, principal?.accountId ?? null)),
  route(
    'putCaptions',
    ({ params: { id, ...name }, principal, body }) => texts.putCaptions(id, principal.accountId, name, body),
    writing,
  ),
  route('deleteCaptions', async ({ params: { id, ...name }, principal }) => {
    await texts.deleteCaptions(id, principal.accountId, name);
    return undefined;
  }),
  route(
    'generateCaptions',
    ({ params, principal, body }) => generations.ask(params.id, principal.accountId, body.language),
    { limit: { points: 60, perSeconds: 3600 } },
  ),
  route(
    'putChapters',
    ({ params, principal, body }) => texts.putChapters(params.id, principal.accountId, body.chapters),
    writing,
  ),
  route(
    'getTranscript',
    ({ params, principal, query }) => texts.transcript(params.id, principal?.accountId ?? null, query),
    { limit: { points: 600, perSeconds: 600 } },
  ),
];
