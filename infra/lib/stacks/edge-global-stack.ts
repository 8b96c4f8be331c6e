import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';

import { Firewall } from '../constructs/firewall.ts';
import { Spending } from '../constructs/spending.ts';
import { globalRegion, ProductStack, type ProductStackProps } from './product-stack.ts';

/** What CloudFront and the bill want in Virginia, whatever the region of the rest. */
export class EdgeGlobalStack extends ProductStack {
  readonly firewall: Firewall;
  readonly certificate: Certificate | null;

  constructor(scope: Construct, props: ProductStackProps) {
    super(scope, 'edge-global', { ...props, region: globalRegion }, 'Firewall, certificate, budget');
    const { domain, edge, alarms, name } = props.config;
    this.firewall = new Firewall(this, 'Firewall', {
      name: `vidkit-${name}`,
      requestsPerMinute: edge.requestsPerMinute,
      logDays: this.logDays,
    });
    this.certificate = domain
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
    new Spending(this, 'Spending', {
      name: `vidkit-${name}`,
      email: alarms.email,
      monthlyUsd: alarms.monthlyBudgetUsd,
    });
  }
}
