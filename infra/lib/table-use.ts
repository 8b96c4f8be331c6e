import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Items of the one table, by their keys; never a scan, and never the table itself. */
export const tableUse = (arn: string): PolicyStatement =>
  new PolicyStatement({
    actions: [
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ],
    resources: [arn],
  });
