import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

import { acknowledge } from '../constructs/acknowledge.ts';
import { Entrance } from '../constructs/entrance.ts';
import { Gateway } from '../constructs/gateway.ts';
import type { Network } from '../constructs/network.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

export interface EntranceStackProps extends ProductStackProps {
  readonly network: Network;
  readonly logs: IBucket;
}

/** The ways to the API, before there is one: the distribution needs them, and the API needs the distribution's address. */
export class EntranceStack extends ProductStack {
  readonly entrance: Entrance;
  readonly gateway: Gateway;
  readonly serverName: string | null;

  constructor(scope: Construct, { network, logs, ...props }: EntranceStackProps) {
    super(scope, 'entrance', props, 'Balancer and API Gateway');
    const { domain, tier } = props.config;
    this.serverName = domain?.name ?? null;
    const certificate = domain
      ? new Certificate(this, 'Certificate', {
          domainName: domain.name,
          validation: CertificateValidation.fromDns(
            HostedZone.fromHostedZoneAttributes(this, 'Zone', {
              hostedZoneId: domain.hostedZoneId,
              zoneName: domain.zoneName,
            }),
          ),
        })
      : null;
    this.entrance = new Entrance(this, 'Entrance', {
      network,
      logs,
      certificate,
      protect: this.protect,
      name: `vidkit/${props.config.name}`,
    });
    acknowledge(this.entrance, {
      SMG4: 'Balancer and distribution must change together; a new value is a deployment of both.',
    });
    this.gateway = new Gateway(this, 'Gateway', {
      network,
      listener: this.entrance.listener,
      serverName: this.serverName,
      logDays: this.logDays,
      throttle: tier === 'prod' ? { rate: 2000, burst: 5000 } : { rate: 200, burst: 500 },
    });
  }
}
