import type { Finding, StackTemplate } from './assembly.ts';
import {
  checkBuckets,
  checkDatabases,
  checkEncryption,
  checkRedis,
  type DataPromise,
} from './data-checks.ts';
import { checkBalancer, checkDistribution, checkNetworks } from './edge-checks.ts';
import {
  checkActions,
  checkPassRole,
  checkPublicPolicies,
  checkTrust,
  checkWildcards,
} from './iam-checks.ts';
import { checkExports } from './stack-graph.ts';
import {
  checkAlarms,
  checkContainers,
  checkDashboards,
  checkFunctions,
  checkQueues,
  checkSecrets,
} from './watch-checks.ts';

/** Checks of our own, of one template each: what the services' schemas and the packs of rules do not see. */
export const ownChecks: Readonly<
  Record<string, (stack: StackTemplate, promise: DataPromise) => Finding[] | Promise<Finding[]>>
> = {
  'iam actions': checkActions,
  wildcards: checkWildcards,
  trust: checkTrust,
  'pass role': checkPassRole,
  'public policies': checkPublicPolicies,
  redis: checkRedis,
  buckets: checkBuckets,
  databases: checkDatabases,
  encryption: checkEncryption,
  networks: checkNetworks,
  distribution: checkDistribution,
  balancer: checkBalancer,
  alarms: checkAlarms,
  dashboards: checkDashboards,
  queues: checkQueues,
  functions: checkFunctions,
  containers: checkContainers,
  secrets: checkSecrets,
  exports: checkExports,
};

export const checkTemplate = async (stack: StackTemplate, promise: DataPromise): Promise<Finding[]> =>
  (await Promise.all(Object.values(ownChecks).map(async (check) => check(stack, promise)))).flat();
