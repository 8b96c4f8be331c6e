import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnQueue } from 'aws-cdk-lib/aws-mediaconvert';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';

export interface EncoderProps {
  readonly name: string;
  readonly sources: IBucket;
  readonly media: IBucket;
}

/**
 * MediaConvert makes the ladder: any number of encodes at once and no machine that waits for them. It reads originals
 * and writes to `work/`; what viewers load is written by the workers alone, after they have checked it.
 */
export class Encoder extends Construct {
  readonly queueArn: string;
  readonly role: Role;

  constructor(scope: Construct, id: string, { name, sources, media }: EncoderProps) {
    super(scope, id);
    this.queueArn = new CfnQueue(this, 'Queue', {
      name,
      description: 'The ladders of this environment',
      pricingPlan: 'ON_DEMAND',
    }).attrArn;
    const { account } = Stack.of(this);
    this.role = new Role(this, 'Role', {
      description: 'What MediaConvert may read and write',
      assumedBy: new ServicePrincipal('mediaconvert.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    this.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [sources.arnForObjects('sources/*'), media.arnForObjects('work/*')],
      }),
    );
    this.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:PutObject'], resources: [media.arnForObjects('work/*')] }),
    );
    acknowledge(this.role, {
      'IAM5[Resource::*/sources/*]': 'All originals, and nothing else of that bucket.',
      'IAM5[Resource::*/work/*]': 'What is being made, and nothing that viewers load.',
    });
  }

  /** Jobs in this queue with this role, and questions about them. */
  grantSubmit(grantee: IGrantable): void {
    const stack = Stack.of(this);
    const jobs = stack.formatArn({ service: 'mediaconvert', resource: 'jobs', resourceName: '*' });
    const add = (statement: PolicyStatement) => grantee.grantPrincipal.addToPrincipalPolicy(statement);
    add(
      new PolicyStatement({
        actions: [
          'mediaconvert:CreateJob',
          'mediaconvert:GetJob',
          'mediaconvert:ListJobs',
          'mediaconvert:CancelJob',
          'mediaconvert:TagResource',
        ],
        resources: [this.queueArn, jobs],
      }),
    );
    add(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'mediaconvert.amazonaws.com' } },
      }),
    );
  }
}
