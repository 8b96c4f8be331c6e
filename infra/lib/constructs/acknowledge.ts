import type { IConstruct } from 'constructs';

/** Why a piece of AWS's advice (cdk-nag) is not followed at a place. */
export interface Acknowledgement {
  readonly path: string;
  /** Id of the finding without `AwsSolutions-`; `*` stands for anything. */
  readonly finding: string;
  readonly reason: string;
}

const known = new WeakMap<IConstruct, Acknowledgement[]>();

/**
 * Says beside the resource, and for all within it, why a finding stands. CDK's own acknowledgements want each finding
 * letter by letter, logical ids and regions included; these are matched by the gate, which also refuses a reason that
 * nothing needs any more.
 */
export const acknowledge = (construct: IConstruct, findings: Readonly<Record<string, string>>): void => {
  const { root, path } = construct.node;
  const list = known.get(root) ?? [];
  known.set(root, list);
  list.push(...Object.entries(findings).map(([finding, reason]) => ({ path, finding, reason })));
};

export const acknowledgementsOf = (app: IConstruct): readonly Acknowledgement[] => known.get(app) ?? [];
