import { CfnOutput, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import { Network } from '../constructs/network.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

/** The network, apart from what stands in it: it changes least. */
export class NetworkStack extends ProductStack {
  readonly network: Network;

  constructor(scope: Construct, props: ProductStackProps, part = 'network') {
    super(scope, part, props, 'The private network');
    const { zones, natGateways } = props.config.network;
    this.network = new Network(this, 'Network', { zones, natGateways, logDays: this.logDays });
    const subnets = this.network.vpc.selectSubnets({ subnetType: this.network.taskSubnets }).subnetIds;
    new CfnOutput(this, 'TaskSubnets', { value: Fn.join(',', subnets) });
    new CfnOutput(this, 'TaskGroup', { value: this.network.tasks.securityGroupId });
  }

  /** While the account is open, CDK knows of two zones only, and would quietly make no more. */
  override get availabilityZones(): string[] {
    return [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs()));
  }
}
