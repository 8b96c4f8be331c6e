import { operations } from '@vidkit/contracts/operations';
import { type OperationId, paths } from '@vidkit/contracts/paths';

/**
 * Which way a request goes behind the distribution. API Gateway ends a request after 30 seconds and takes bodies of at
 * most 10 MB, so what streams or sends files goes to the balancer directly; so does what is asked most often and by
 * anybody, since the gateway would be paid a request for a check that there is nothing to do for.
 */
interface Route {
  readonly id: OperationId;
  readonly method: string;
  /** With `:name` for what varies. */
  readonly path: string;
}

const all: readonly Route[] = (Object.entries(paths) as [OperationId, string][]).map(([id, text]) => {
  const [method = '', path = ''] = text.split(' ');
  return { id, method, path };
});

const isLong = (id: OperationId): boolean => 'stream' in operations[id] || 'file' in operations[id];

/** Addresses of protocols that contracts do not list. */
const protocols = ['/v1/tus*', '/v1/uppy/*'];

/** Path patterns of CloudFront, most exact first. */
export const directPatterns: readonly string[] = [
  ...new Set([
    ...all
      .filter(({ id }) => isLong(id) || id === 'recordEvents')
      .map(({ path }) => path.replace(/:\w+/g, '*')),
    ...protocols,
  ]),
];

export const gatewayPattern = '/v1/*';

/**
 * Routes that nobody may use without an access token. Where an upload token does, too, the gateway cannot tell: those
 * are not JWTs, and the API checks them.
 */
export const tokenRoutes: readonly Route[] = all.filter(({ id }) => {
  const operation = operations[id];
  return operation.auth === 'required' && !('delegated' in operation) && !isLong(id);
});

/** `:id` as API Gateway spells it. */
export const gatewayPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
