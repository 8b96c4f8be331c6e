import { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationListenerRule,
  ApplicationProtocol,
  ApplicationTargetGroup,
  HttpCodeElb,
  HttpCodeTarget,
  ListenerAction,
  ListenerCondition,
  Protocol,
  SslPolicy,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

import type { Network } from './network.ts';

export interface EntranceProps {
  readonly network: Network;
  readonly logs: IBucket;
  /** Null: without TLS between CloudFront and the balancer, inside of AWS's network. */
  readonly certificate: ICertificate | null;
  readonly protect: boolean;
  readonly name: string;
}

/** Sent by the distribution with each request; nothing else knows its value. */
export const entranceHeader = 'x-vidkit-entrance';

/**
 * The balancer in front of the API. It has no public address: requests come by the distribution, directly through a VPC
 * origin or by API Gateway. Gateway's own address is public, so the balancer wants a header that only the distribution
 * sends: nobody gets around the firewall.
 *
 * Two groups of targets, of which one serves: CodeDeploy moves the listener between them. After the first release nothing
 * here may be changed that touches listener or rules, or CloudFormation moves it back.
 */
export class Entrance extends Construct {
  readonly balancer: ApplicationLoadBalancer;
  readonly listener: ApplicationListener;
  readonly blue: ApplicationTargetGroup;
  readonly green: ApplicationTargetGroup;
  /** Name of the secret that is the value of `entranceHeader`. */
  readonly keyName: string;

  constructor(scope: Construct, id: string, { network, logs, certificate, protect, name }: EntranceProps) {
    super(scope, id);
    this.keyName = `${name}/entrance`;
    const key = new Secret(this, 'Key', {
      secretName: this.keyName,
      description: 'What the distribution shows to the balancer',
      generateSecretString: { passwordLength: 40, excludePunctuation: true },
    }).secretValue;
    this.balancer = new ApplicationLoadBalancer(this, 'Balancer', {
      vpc: network.vpc,
      internetFacing: false,
      vpcSubnets: {
        subnetType:
          network.taskSubnets === SubnetType.PUBLIC ? SubnetType.PRIVATE_ISOLATED : network.taskSubnets,
      },
      securityGroup: network.entrance,
      deletionProtection: protect,
      dropInvalidHeaderFields: true,
      // Longer than the heartbeat of event streams, shorter than the server's keep-alive (65 s).
      idleTimeout: Duration.seconds(60),
    });
    this.balancer.logAccessLogs(logs, 'balancer');
    const group = (which: string) =>
      new ApplicationTargetGroup(this, which, {
        vpc: network.vpc,
        targetType: TargetType.IP,
        protocol: ApplicationProtocol.HTTP,
        port: 8080,
        // Event streams are ended by the server when it drains.
        deregistrationDelay: Duration.seconds(30),
        healthCheck: {
          path: '/readyz',
          protocol: Protocol.HTTP,
          interval: Duration.seconds(10),
          timeout: Duration.seconds(5),
          healthyThresholdCount: 2,
          unhealthyThresholdCount: 3,
        },
      });
    this.blue = group('Blue');
    this.green = group('Green');
    this.listener = this.balancer.addListener('Listener', {
      open: false,
      defaultAction: ListenerAction.fixedResponse(403, {
        contentType: 'text/plain',
        messageBody: 'Not this way.',
      }),
      ...(certificate
        ? {
            protocol: ApplicationProtocol.HTTPS,
            port: 443,
            certificates: [certificate],
            sslPolicy: SslPolicy.TLS13_RES,
          }
        : { protocol: ApplicationProtocol.HTTP, port: 80 }),
    });
    new ApplicationListenerRule(this, 'FromDistribution', {
      listener: this.listener,
      priority: 1,
      conditions: [ListenerCondition.httpHeader(entranceHeader, [key.unsafeUnwrap()])],
      action: ListenerAction.forward([this.blue]),
    });
  }

  metricFailed() {
    return this.balancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, {
      period: Duration.minutes(1),
    });
  }

  /** Answers that the balancer itself had to give, since no task did. */
  metricUnanswered() {
    return this.balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: Duration.minutes(1) });
  }
}
