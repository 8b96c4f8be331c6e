import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says beside the resource why a finding of cdk-nag stands. The gate counts these, and refuses one without a reason. */
export const acknowledge = (construct: IConstruct, findings: Readonly<Record<string, string>>): void => {
  Validations.of(construct).acknowledge(
    ...Object.entries(findings).map(([id, reason]) => ({ id: `AwsSolutions-${id}`, reason })),
  );
};
