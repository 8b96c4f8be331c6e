import { Router } from 'express';

export interface Check {
  readonly name: string;
  readonly check: () => Promise<unknown>;
}

export interface SystemDeps {
  checks: readonly Check[];
  /** False once the process drains. */
  readonly accepting: () => boolean;
}

const deadlineMs = 2_000;

/** `/healthz`: the process answers. `/readyz`: everything it needs answers too, and it is not shutting down. */
export const systemRoutes = ({ checks, accepting }: SystemDeps): Router => {
  const router = Router();

  router.get('/healthz', (_req, res) => {
    res.set('cache-control', 'no-store').json({ status: 'ok' });
  });

  router.get('/readyz', async (_req, res) => {
    const results = await Promise.all(
      checks.map(async ({ name, check }) => [name, await passes(check)] as const),
    );
    const ready = accepting() && results.every(([, ok]) => ok);
    res
      .status(ready ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({
        status: ready ? 'ready' : accepting() ? 'not ready' : 'stopping',
        checks: Object.fromEntries(results),
      });
  });

  return router;
};

const passes = async (check: () => Promise<unknown>): Promise<boolean> => {
  const late = new Promise<never>((_, reject) => setTimeout(reject, deadlineMs, new Error('late')).unref());
  return Promise.race([check(), late]).then(
    () => true,
    () => false,
  );
};
