import {
  type ISecurityGroup,
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';

export interface NetworkProps {
  readonly zones: number;
  /** 0: tasks stand in the public subnets, reachable by nobody for want of an ingress rule. */
  readonly natGateways: number;
  readonly logDays: RetentionDays;
}

/**
 * The private network. Databases are reached from it alone and have no way out; tasks go out by NAT, to S3 and DynamoDB
 * by gateway endpoints, which cost nothing and keep the bytes of videos off the NAT's bill. Who may speak to whom is all
 * in this file, so that no stack needs to change a rule of another one.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  /** The balancer. */
  readonly entrance: ISecurityGroup;
  /** API, workers and migrations. */
  readonly tasks: ISecurityGroup;
  /** Where tasks stand. */
  readonly taskSubnets: SubnetType;

  constructor(scope: Construct, id: string, { zones, natGateways, logDays }: NetworkProps) {
    super(scope, id);
    this.taskSubnets = natGateways === 0 ? SubnetType.PUBLIC : SubnetType.PRIVATE_WITH_EGRESS;
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.20.0.0/16'),
      maxAzs: zones,
      natGateways,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        ...(natGateways === 0
          ? []
          : [{ name: 'app', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 22 }]),
        { name: 'data', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
      gatewayEndpoints: {
        s3: { service: GatewayVpcEndpointAwsService.S3 },
        dynamodb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
      },
    });
    const logs = new LogGroup(this, 'FlowLogs', { retention: logDays, removalPolicy: RemovalPolicy.DESTROY });
    this.vpc.addFlowLog('Rejected', {
      destination: FlowLogDestination.toCloudWatchLogs(logs),
      trafficType: FlowLogTrafficType.REJECT,
    });

    this.entrance = new SecurityGroup(this, 'Entrance', {
      vpc: this.vpc,
      description: 'The balancer: from CloudFront and API Gateway, whose interfaces stand in this network',
      allowAllOutbound: false,
    });
    this.tasks = new SecurityGroup(this, 'Tasks', { vpc: this.vpc, description: 'API, workers, migrations' });
    acknowledge(this.entrance, {
      EC23: 'The range is that of this network, which the rule cannot see while it is a reference.',
    });
    const inside = Peer.ipv4(this.vpc.vpcCidrBlock);
    for (const port of [80, 443]) this.entrance.addIngressRule(inside, Port.tcp(port), 'from inside');
    this.entrance.addEgressRule(this.tasks, Port.tcp(8080), 'to the API');
    this.tasks.addIngressRule(this.entrance, Port.tcp(8080), 'from the balancer');
  }

  /** A group that tasks reach at `port`, and that reaches nobody. */
  storeFor(scope: Construct, id: string, { port, what }: { port: number; what: string }): SecurityGroup {
    const group = new SecurityGroup(scope, id, {
      vpc: this.vpc,
      description: what,
      allowAllOutbound: false,
    });
    group.addIngressRule(this.tasks, Port.tcp(port), 'from tasks');
    return group;
  }
}
