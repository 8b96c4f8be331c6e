import { Stack } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';

/**
 * What no role of the pipeline can do, whatever it is granted: make people or keys, stop the trail, loosen itself, or
 * delete data. A stolen pipeline can ship code, but not erase what it did.
 */
export class PipelineBoundary extends ManagedPolicy {
  constructor(scope: Construct, id: string, { name }: { name: string }) {
    const { partition, account } = Stack.of(scope);
    const own = `arn:${partition}:iam::${account}:policy/${name}-pipeline-boundary`;
    super(scope, id, {
      managedPolicyName: `${name}-pipeline-boundary`,
      description: 'The most that the pipeline can ever do',
      statements: [
        new PolicyStatement({
          sid: 'ShipsAndReleases',
          actions: [
            'cloudformation:*',
            'codebuild:*',
            'codedeploy:*',
            'codestar-connections:UseConnection',
            'ecr:*',
            'ecs:*',
            'iam:PassRole',
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey*',
            'kms:ReEncrypt*',
            'logs:*',
            'rds:AddTagsToResource',
            'rds:CreateDBClusterSnapshot',
            'rds:CreateDBSnapshot',
            'rds:Describe*',
            'redshift-data:*',
            's3:Get*',
            's3:List*',
            's3:PutObject',
            'secretsmanager:GetSecretValue',
            'ssm:GetParameter',
            'ssm:GetParameters',
            'sts:AssumeRole',
          ],
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'NeverTheseThough',
          effect: Effect.DENY,
          actions: [
            'cloudtrail:DeleteTrail',
            'cloudtrail:StopLogging',
            'cloudtrail:UpdateTrail',
            'dynamodb:DeleteTable',
            'iam:CreateAccessKey',
            'iam:CreateLoginProfile',
            'iam:CreateUser',
            'kms:ScheduleKeyDeletion',
            'organizations:*',
            'rds:DeleteDBCluster',
            'rds:DeleteDBClusterSnapshot',
            'rds:DeleteDBInstance',
            'rds:DeleteDBSnapshot',
            's3:DeleteBucket',
            's3:DeleteObjectVersion',
          ],
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'NorLoosenThis',
          effect: Effect.DENY,
          actions: [
            'iam:CreatePolicyVersion',
            'iam:DeletePolicy',
            'iam:DeletePolicyVersion',
            'iam:SetDefaultPolicyVersion',
          ],
          resources: [own],
        }),
        new PolicyStatement({
          sid: 'NorTakeItOff',
          effect: Effect.DENY,
          actions: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
          resources: ['*'],
        }),
      ],
    });
    acknowledge(this, { 'IAM5[*]': 'A boundary grants nothing: it cuts what other policies grant.' });
  }
}
