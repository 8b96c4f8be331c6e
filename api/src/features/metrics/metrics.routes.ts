import { route, type Route } from '../../http/operation.ts';
import type { MetricsService } from './metrics.service.ts';

export const metricsRoutes = (metrics: MetricsService): Route[] => [
  route('getVideoMetrics', ({ params, principal, query }) =>
    metrics.get(params.id, principal.accountId, query),
  ),
];
