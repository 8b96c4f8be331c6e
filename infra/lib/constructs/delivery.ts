import { Duration, SecretValue } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CachedMethods,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  FunctionEventType,
  HttpVersion,
  type IKeyGroup,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, OriginGroup, S3BucketOrigin, VpcOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

import { directPatterns, gatewayPattern } from '../delivery-routes.ts';
import { acknowledge } from './acknowledge.ts';
import { type Entrance, entranceHeader } from './entrance.ts';
import { ResponseHeaders } from './response-headers.ts';
import { StudioFunction } from './studio-function.ts';
import { TokenPathFunction } from './token-path-function.ts';
import { ViewerAddressFunction } from './viewer-address-function.ts';

export interface DeliveryProps {
  /** Prefix of names, which are the same in all regions. */
  readonly prefix: string;
  readonly domain: { readonly name: string; readonly certificate: ICertificate } | null;
  readonly firewallArn: string;
  readonly priceClass: '100' | '200' | 'all';
  readonly logs: IBucket;
  readonly media: IBucket;
  /** The copy in another region, which is asked when this one does not answer. */
  readonly mediaReplica: IBucket | null;
  readonly site: IBucket;
  readonly sources: IBucket;
  /** Whose signatures open a download; null: downloads are signed by S3. */
  readonly downloadKeys: IKeyGroup | null;
  readonly entrance: Entrance;
  /** Host of API Gateway. */
  readonly gatewayHost: string;
}

const priceClasses = {
  '100': PriceClass.PRICE_CLASS_100,
  '200': PriceClass.PRICE_CLASS_200,
  all: PriceClass.PRICE_CLASS_ALL,
};

/**
 * CloudFront is the one address of the product: media from S3 through the check of the right to watch, built files from
 * S3, everything else from the API. All viewers of a video share what is cached, since the right is taken off the path
 * before the cache is asked. HTTP/3 and compression everywhere.
 *
 * No answers of its own for errors: those hold for the whole distribution and would replace the API's problem bodies. What
 * is missing in a bucket is a 404, because the distribution may list it (see `ObjectStores`).
 */
export class Delivery extends Construct {
  readonly distribution: Distribution;
  readonly tokenPath: TokenPathFunction;
  readonly host: string;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { prefix, domain, logs, entrance, site } = props;
    this.tokenPath = new TokenPathFunction(this, 'TokenPath', { prefix });
    const headers = new ResponseHeaders(this, 'Headers', {
      prefix,
      sendsTo: [props.sources, props.media].map((bucket) => `https://${bucket.bucketRegionalDomainName}`),
    });
    const told = [
      {
        function: new ViewerAddressFunction(this, 'ViewerAddress', { prefix }),
        eventType: FunctionEventType.VIEWER_REQUEST,
      },
    ];
    const direct = { ...this.#balancer(entrance, domain !== null), functionAssociations: told };
    const gateway = passing(
      new HttpOrigin(props.gatewayHost, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        customHeaders: { [entranceHeader]: entranceKey(entrance) },
        readTimeout: Duration.seconds(35),
      }),
      OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    );

    const media = this.#media(props, headers);
    const built = S3BucketOrigin.withOriginAccessControl(site);
    const elements: BehaviorOptions = {
      ...reading(built),
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers.elements,
    };
    const studioRoutes = new StudioFunction(this, 'StudioRoutes', { prefix });
    const studio: BehaviorOptions = {
      ...reading(built),
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers.studio,
      functionAssociations: [{ function: studioRoutes, eventType: FunctionEventType.VIEWER_REQUEST }],
    };

    this.distribution = new Distribution(this, 'Distribution', {
      comment: prefix,
      defaultBehavior: direct,
      additionalBehaviors: {
        '/p/*': media,
        '/v/*': media,
        '/cdn/*': elements,
        '/studio': studio,
        '/studio/*': studio,
        ...(props.downloadKeys
          ? { '/sources/*': this.#downloads(props.sources, props.downloadKeys, prefix) }
          : {}),
        ...Object.fromEntries(directPatterns.map((pattern) => [pattern, direct])),
        [gatewayPattern]: {
          ...gateway,
          functionAssociations: told,
          responseHeadersPolicy: headers.gateway,
        },
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      priceClass: priceClasses[props.priceClass],
      webAclId: props.firewallArn,
      ...(domain
        ? {
            certificate: domain.certificate,
            domainNames: [domain.name],
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
          }
        : {}),
      enableLogging: true,
      logBucket: logs,
      logFilePrefix: 'distribution/',
      logIncludesCookies: false,
      publishAdditionalMetrics: true,
    });
    acknowledge(this.distribution, {
      CFR1: 'Videos are for everywhere, unless their owner says otherwise.',
      CFR4: 'Without a domain of its own CloudFront’s certificate decides, and with one TLS 1.2 is the least.',
    });
    this.host = domain ? domain.name : this.distribution.distributionDomainName;
  }

  /** With `Host`, by which the balancer’s certificate is checked. */
  #balancer(entrance: Entrance, tls: boolean): BehaviorOptions {
    return passing(
      VpcOrigin.withApplicationLoadBalancer(entrance.balancer, {
        protocolPolicy: tls ? OriginProtocolPolicy.HTTPS_ONLY : OriginProtocolPolicy.HTTP_ONLY,
        customHeaders: { [entranceHeader]: entranceKey(entrance) },
        // Event streams beat every 20 seconds.
        readTimeout: Duration.seconds(60),
        keepaliveTimeout: Duration.seconds(55),
      }),
      OriginRequestPolicy.ALL_VIEWER,
    );
  }

  #media({ media, mediaReplica, prefix }: DeliveryProps, headers: ResponseHeaders): BehaviorOptions {
    const primary = S3BucketOrigin.withOriginAccessControl(media);
    const origin = mediaReplica
      ? new OriginGroup({
          primaryOrigin: primary,
          fallbackOrigin: S3BucketOrigin.withOriginAccessControl(mediaReplica),
          fallbackStatusCodes: [500, 502, 503, 504],
        })
      : primary;
    return {
      ...reading(origin),
      cachePolicy: new CachePolicy(this, 'MediaCache', {
        cachePolicyName: `${prefix}media`,
        comment: 'A revision never changes; who watches is no part of the key',
        // What grows while it is encoded says so by its own cache-control.
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.days(1),
        maxTtl: Duration.days(365),
        queryStringBehavior: CacheQueryStringBehavior.none(),
        headerBehavior: CacheHeaderBehavior.none(),
        cookieBehavior: CacheCookieBehavior.none(),
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      }),
      responseHeadersPolicy: headers.media,
      functionAssociations: [
        { function: this.tokenPath.function, eventType: FunctionEventType.VIEWER_REQUEST },
      ],
    };
  }

  /** The whole address is signed, with its time, by CloudFront’s own key pair. */
  #downloads(sources: IBucket, keys: IKeyGroup, prefix: string): BehaviorOptions {
    return {
      ...reading(S3BucketOrigin.withOriginAccessControl(sources)),
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // The name under which the file is saved is part of what was signed.
      originRequestPolicy: new OriginRequestPolicy(this, 'DownloadNames', {
        originRequestPolicyName: `${prefix}downloads`,
        queryStringBehavior: OriginRequestQueryStringBehavior.allowList('response-content-disposition'),
      }),
      trustedKeyGroups: [keys],
    };
  }
}

/** By its name, since a reference between stacks cannot stand within a reference to a secret. */
const entranceKey = ({ keyName }: Entrance): string => SecretValue.secretsManager(keyName).unsafeUnwrap();

const reading = (origin: IOrigin): BehaviorOptions => ({
  origin,
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
  cachedMethods: CachedMethods.CACHE_GET_HEAD_OPTIONS,
  compress: true,
});

const passing = (
  origin: IOrigin,
  originRequestPolicy: BehaviorOptions['originRequestPolicy'],
): BehaviorOptions => ({
  origin,
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  ...(originRequestPolicy ? { originRequestPolicy } : {}),
  compress: true,
});
