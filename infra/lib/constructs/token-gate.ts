import {
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  type IHttpApi,
  type VpcLink,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';

import { gatewayPath, tokenRoutes } from '../delivery-routes.ts';
import { throughGateway } from './gateway.ts';

export interface TokenGateProps {
  readonly api: IHttpApi;
  readonly listener: IApplicationListener;
  readonly link: VpcLink;
  /** Name in the balancer's certificate; null without TLS. */
  readonly serverName: string | null;
  readonly publicUrl: string;
}

/**
 * API Gateway turns away requests without a valid access token where one is always needed, before they cost a task
 * anything. Issuer and keys are those of the product's own authorization server, which Gateway asks when this is made: the
 * API has to answer at its public address by then, so this is a stack of its own, and the last one. Gateway checks RSA
 * signatures only, which is what the keys of a deployment make (`rotate-installation.ts`).
 */
export class TokenGate extends Construct {
  constructor(scope: Construct, id: string, { api, listener, link, serverName, publicUrl }: TokenGateProps) {
    super(scope, id);
    const authorizer = new HttpJwtAuthorizer('AccessToken', `${publicUrl}/oauth`, {
      jwtAudience: [`${publicUrl}/v1`],
      identitySource: ['$request.header.Authorization'],
    });
    const integration = throughGateway('WithToken', { listener, link, serverName });
    for (const { id: operation, method, path } of tokenRoutes) {
      new HttpRoute(this, operation, {
        httpApi: api,
        routeKey: HttpRouteKey.with(gatewayPath(path), HttpMethod[method as keyof typeof HttpMethod]),
        integration,
        authorizer,
      });
    }
  }
}
