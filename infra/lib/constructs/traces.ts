import { CfnGroup, CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { Construct } from 'constructs';

/**
 * X-Ray joins what one request or one video caused in Gateway, functions and tasks. A group each for what failed and what
 * was slow, whose numbers the dashboard shows; one request in twenty is kept beside the first of each second.
 */
export class Traces extends Construct {
  constructor(scope: Construct, id: string, { name }: { name: string }) {
    super(scope, id);
    const insights = { insightsEnabled: true, notificationsEnabled: false };
    new CfnGroup(this, 'Failed', {
      groupName: `${name}-failed`,
      filterExpression: 'fault = true OR error = true',
      insightsConfiguration: insights,
    });
    new CfnGroup(this, 'Slow', {
      groupName: `${name}-slow`,
      filterExpression: 'responsetime > 2',
      insightsConfiguration: insights,
    });
    new CfnSamplingRule(this, 'Sampling', {
      samplingRule: {
        ruleName: name,
        priority: 1000,
        reservoirSize: 1,
        fixedRate: 0.05,
        serviceName: '*',
        serviceType: '*',
        host: '*',
        httpMethod: '*',
        urlPath: '*',
        resourceArn: '*',
        version: 1,
      },
    });
  }
}
