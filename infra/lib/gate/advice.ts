import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

import { type Acknowledgement, acknowledgementsOf } from '../constructs/acknowledge.ts';
import type { Finding } from './assembly.ts';

export interface Advice {
  /** What nobody gave a reason for. */
  readonly findings: readonly Finding[];
  /** How many findings stand with a reason. */
  readonly acknowledged: number;
  /** The acknowledgements that were used, each once. */
  readonly used: readonly Acknowledgement[];
}

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly violatingResources?: readonly { readonly constructPath?: string }[];
}

const literal = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

const covers = ({ path, finding }: Acknowledgement, where: string, id: string): boolean =>
  (where === path || where.startsWith(`${path}/`)) &&
  new RegExp(`^${literal(finding).replaceAll('*', '.*')}$`, 's').test(id);

/** What AWS's pack of advice says of an app, without what is acknowledged beside the resource. */
export const askAdvice = (app: App): Advice => {
  const known = acknowledgementsOf(app);
  const used = new Set<Acknowledgement>();
  const findings: Finding[] = [];
  let acknowledged = 0;
  const violations = new AwsSolutionsChecks().validateScope(app).violations as unknown as Violation[];
  for (const { ruleName, description, violatingResources = [] } of violations) {
    const id = ruleName.replace('AwsSolutions-', '');
    for (const { constructPath = '' } of violatingResources) {
      const covering = known.filter((one) => covers(one, constructPath, id));
      for (const one of covering) used.add(one);
      if (covering.length > 0) acknowledged += 1;
      else findings.push({ check: 'advice', where: constructPath, message: `${ruleName} ${description}` });
    }
  }
  return { findings, acknowledged, used: [...used] };
};

/** A reason that is no sentence is none. */
export const checkReasons = (acknowledgements: readonly Acknowledgement[]): Finding[] =>
  acknowledgements
    .filter(({ reason }) => reason.trim().length < 15)
    .map(({ path, finding }) => ({ check: 'advice', where: path, message: `${finding} has no reason` }));
