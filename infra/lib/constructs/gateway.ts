import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpApi,
  HttpMethod,
  type HttpRouteIntegration,
  MappingValue,
  ParameterMapping,
  VpcLink,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpAlbIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';
import type { Network } from './network.ts';

export interface GatewayProps {
  readonly network: Network;
  readonly listener: IApplicationListener;
  /** Name in the balancer's certificate; null without TLS. */
  readonly serverName: string | null;
  readonly logDays: RetentionDays;
  readonly throttle: { readonly rate: number; readonly burst: number };
}

/** Path and method as they came: the gateway would else put the stage before the path. */
export const throughGateway = (
  id: string,
  {
    listener,
    link,
    serverName,
  }: { listener: IApplicationListener; link: VpcLink; serverName: string | null },
): HttpRouteIntegration =>
  new HttpAlbIntegration(id, listener, {
    vpcLink: link,
    parameterMapping: new ParameterMapping().overwritePath(MappingValue.requestPath()),
    ...(serverName === null ? {} : { secureServerName: serverName }),
  });

/**
 * API Gateway in front of what is asked by tokens: it counts and throttles in AWS's hands, logs each request, and (by
 * `TokenGate`) turns away who has no token before a task has to. Which paths go this way and which go to the balancer
 * directly is decided by `delivery-routes.ts`.
 */
export class Gateway extends Construct {
  readonly api: HttpApi;
  readonly link: VpcLink;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const { network, listener, serverName, logDays, throttle } = props;
    this.link = new VpcLink(this, 'Link', {
      vpc: network.vpc,
      subnets: { subnetType: network.taskSubnets },
      securityGroups: [network.tasks],
    });
    this.api = new HttpApi(this, 'Api', {
      description: 'The API, but for streams, uploads and pages',
      createDefaultStage: false,
    });
    this.api.addRoutes({
      path: '/v1/{proxy+}',
      methods: [HttpMethod.ANY],
      integration: throughGateway('Open', { listener, link: this.link, serverName }),
    });
    const logs = new LogGroup(this, 'Access', { retention: logDays, removalPolicy: RemovalPolicy.DESTROY });
    logs.grantWrite(new ServicePrincipal('apigateway.amazonaws.com'));
    const stage = this.api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
      detailedMetricsEnabled: true,
    });
    (stage.node.defaultChild as CfnStage).accessLogSettings = {
      destinationArn: logs.logGroupArn,
      format: JSON.stringify(accessLog),
    };
    acknowledge(this.api, {
      APIG4:
        'Anybody may ask for what is public; the API checks each token itself, and TokenGate those that must be.',
    });
  }

  metricLatency() {
    return this.api.metricLatency({ statistic: 'p99', period: Duration.minutes(5) });
  }
}

/** No path parameters and no query: those may carry the ids of private videos. */
const accessLog = {
  at: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  bytes: '$context.responseLength',
  refused: '$context.authorizer.error',
  failed: '$context.integrationErrorMessage',
};
