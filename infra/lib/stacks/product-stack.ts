import { Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

import type { EnvironmentConfig } from '../config.ts';

export interface ProductStackProps {
  readonly config: EnvironmentConfig;
  /** Where it is made; absent: the region of the environment. */
  readonly region?: string;
}

/** WAF, certificates of CloudFront, budgets: services of the whole world live there. */
export const globalRegion = 'us-east-1';

const retention: Readonly<Record<number, RetentionDays>> = {
  7: RetentionDays.ONE_WEEK,
  14: RetentionDays.TWO_WEEKS,
  30: RetentionDays.ONE_MONTH,
  60: RetentionDays.TWO_MONTHS,
  90: RetentionDays.THREE_MONTHS,
  180: RetentionDays.SIX_MONTHS,
  365: RetentionDays.ONE_YEAR,
  400: RetentionDays.THIRTEEN_MONTHS,
};

/**
 * A stack of an environment. Its account is left open, so that one assembly fits every account; its region is not, for
 * what a region has differs. `vidkit-<environment>-<part>` is its name, and everything in it carries the environment as
 * a tag, by which costs are told apart.
 */
export abstract class ProductStack extends Stack {
  readonly config: EnvironmentConfig;
  /** Of names of resources: `vidkit-<environment>-`. */
  readonly prefix: string;
  readonly logDays: RetentionDays;

  constructor(scope: Construct, part: string, { config, region }: ProductStackProps, what: string) {
    const props: StackProps = {
      env: { region: region ?? config.region },
      stackName: `vidkit-${config.name}-${part}`,
      description: what,
      crossRegionReferences: false,
      terminationProtection: config.tier !== 'dev',
    };
    super(scope, `vidkit-${config.name}-${part}`, props);
    this.config = config;
    this.prefix = `vidkit-${config.name}-`;
    this.logDays = retention[config.logDays] ?? RetentionDays.ONE_YEAR;
    Tags.of(this).add('environment', `vidkit-${config.name}`);
  }

  get protect(): boolean {
    return this.config.tier !== 'dev';
  }
}
