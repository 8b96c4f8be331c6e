/** Functions of `pipelines/src/aws`, by the folders that `npm run bundle:lambdas` makes. */
export const handlerNames = [
  'object-events',
  'encode-events',
  'views-consumer',
  'reconcile',
  'edge-keys',
] as const;

export type HandlerName = (typeof handlerNames)[number];
