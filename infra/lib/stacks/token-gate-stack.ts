import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';

import { TokenGate } from '../constructs/token-gate.ts';
import type { EntranceStack } from './entrance-stack.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

export interface TokenGateStackProps extends ProductStackProps {
  readonly entrance: EntranceStack;
  readonly publicUrl: string;
}

/** Last of all: API Gateway asks the API for its keys while this is made. */
export class TokenGateStack extends ProductStack {
  constructor(scope: Construct, { entrance, publicUrl, ...props }: TokenGateStackProps) {
    super(scope, 'token-gate', props, 'Tokens are checked before the API is asked');
    new TokenGate(this, 'Gate', {
      api: HttpApi.fromHttpApiAttributes(this, 'Api', { httpApiId: entrance.gateway.api.apiId }),
      listener: entrance.entrance.listener,
      link: entrance.gateway.link,
      serverName: entrance.serverName,
      publicUrl,
    });
  }
}
