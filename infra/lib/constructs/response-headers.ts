import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseHeadersCorsBehavior,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';

/** Anybody may load it, and sees the same: no cookies, no credentials. */
const anyOrigin = (originOverride: boolean): ResponseHeadersCorsBehavior => ({
  accessControlAllowCredentials: false,
  accessControlAllowHeaders: ['*'],
  accessControlAllowMethods: ['ALL'],
  accessControlAllowOrigins: ['*'],
  accessControlExposeHeaders: ['*'],
  originOverride,
});

const secure = (): ResponseSecurityHeadersBehavior => ({
  contentTypeOptions: { override: true },
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(365),
    includeSubdomains: true,
    override: true,
  },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
});

/** The policy of the product's own pages, as `setPagePolicy` of the API writes it. `sendsTo`: where uploads go. */
export const pagePolicy = (sendsTo: readonly string[]): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    [`connect-src 'self'`, ...sendsTo].join(' '),
    `worker-src 'self' blob:`,
    `font-src 'self'`,
    `frame-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');

export const pagePermissions = 'camera=(), microphone=(), geolocation=(), payment=()';

/**
 * Headers of what does not come from the API, the same as the API sends with the same files. Its own answers carry theirs
 * already; Gateway's refusals lack CORS headers, without which an element on another page sees a broken line.
 */
export class ResponseHeaders extends Construct {
  readonly media: ResponseHeadersPolicy;
  readonly elements: ResponseHeadersPolicy;
  readonly studio: ResponseHeadersPolicy;
  readonly gateway: ResponseHeadersPolicy;

  constructor(
    scope: Construct,
    id: string,
    { prefix, sendsTo }: { prefix: string; sendsTo: readonly string[] },
  ) {
    super(scope, id);
    const shared = [{ header: 'cross-origin-resource-policy', value: 'cross-origin', override: true }];
    const closed = { contentSecurityPolicy: `default-src 'none'; frame-ancestors 'none'`, override: true };
    this.media = new ResponseHeadersPolicy(this, 'Media', {
      responseHeadersPolicyName: `${prefix}media`,
      corsBehavior: anyOrigin(true),
      securityHeadersBehavior: { ...secure(), contentSecurityPolicy: closed },
      customHeadersBehavior: {
        customHeaders: [...shared, { header: 'timing-allow-origin', value: '*', override: true }],
      },
    });
    this.elements = new ResponseHeadersPolicy(this, 'Elements', {
      responseHeadersPolicyName: `${prefix}elements`,
      corsBehavior: anyOrigin(true),
      securityHeadersBehavior: { ...secure(), contentSecurityPolicy: closed },
      customHeadersBehavior: {
        customHeaders: [...shared, { header: 'timing-allow-origin', value: '*', override: true }],
      },
    });
    this.studio = new ResponseHeadersPolicy(this, 'Studio', {
      responseHeadersPolicyName: `${prefix}studio`,
      securityHeadersBehavior: {
        ...secure(),
        contentSecurityPolicy: { contentSecurityPolicy: pagePolicy(sendsTo), override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'cross-origin-opener-policy', value: 'same-origin-allow-popups', override: true },
          { header: 'cross-origin-resource-policy', value: 'cross-origin', override: true },
          { header: 'origin-agent-cluster', value: '?1', override: true },
          { header: 'permissions-policy', value: pagePermissions, override: true },
        ],
      },
    });
    this.gateway = new ResponseHeadersPolicy(this, 'Gateway', {
      responseHeadersPolicyName: `${prefix}gateway`,
      corsBehavior: anyOrigin(false),
      securityHeadersBehavior: secure(),
    });
  }
}
