import {
  CfnDynamicReference,
  CfnDynamicReferenceService,
  CfnOutput,
  Duration,
  Validations,
} from 'aws-cdk-lib';
import { KeyGroup, PublicKey } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AaaaRecord, ARecord, HostedZone, HttpsRecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnProtection } from 'aws-cdk-lib/aws-shield';
import type { Construct } from 'constructs';

import { Delivery } from '../constructs/delivery.ts';
import { Handler } from '../constructs/handler.ts';
import type { ObjectStores } from '../constructs/object-stores.ts';
import type { Surroundings } from '../environment.ts';
import { secretUse } from '../secret-use.ts';
import type { DataStack } from './data-stack.ts';
import type { EdgeGlobalStack } from './edge-global-stack.ts';
import type { EntranceStack } from './entrance-stack.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

export interface EdgeStackProps extends ProductStackProps {
  readonly global: EdgeGlobalStack;
  readonly entrance: EntranceStack;
  readonly stores: ObjectStores;
  readonly mediaReplica: { readonly name: string; readonly region: string } | null;
  readonly data: DataStack;
  readonly bundles: string;
  /** Of the key that downloads are signed with. */
  readonly downloadKeyVersion: number;
}

/** The one address of the product, and what is checked there. */
export class EdgeStack extends ProductStack {
  readonly delivery: Delivery;
  readonly publicUrl: string;
  readonly downloads: Surroundings['downloads'] = null;
  readonly downloadSecret: ISecret | null = null;
  readonly edgeKeys: Handler;

  constructor(scope: Construct, props: EdgeStackProps) {
    super(scope, 'edge', props, 'Distribution, firewall, right to watch');
    const { config, global, entrance, stores } = props;
    const keys = config.edge.signedDownloads ? this.#downloadKeys(props.downloadKeyVersion) : null;
    if (keys) {
      this.downloads = { keyPairId: keys.publicKeyId, secretId: keys.secret.secretName };
      this.downloadSecret = keys.secret;
    }
    this.delivery = new Delivery(this, 'Delivery', {
      prefix: this.prefix,
      domain:
        config.domain && global.certificate
          ? { name: config.domain.name, certificate: global.certificate }
          : null,
      firewallArn: global.firewall.arn,
      priceClass: config.edge.priceClass,
      logs: stores.logs,
      media: this.#readable('MediaBucket', stores.media),
      mediaReplica: props.mediaReplica
        ? this.#allowedThere(
            Bucket.fromBucketAttributes(this, 'MediaCopy', {
              bucketName: props.mediaReplica.name,
              region: props.mediaReplica.region,
            }),
          )
        : null,
      site: this.#readable('SiteBucket', stores.site),
      sources: this.#readable('SourcesBucket', stores.sources),
      downloadKeys: keys?.group ?? null,
      entrance: entrance.entrance,
      gatewayHost: `${entrance.gateway.api.apiId}.execute-api.${this.region}.${this.urlSuffix}`,
    });
    this.publicUrl = `https://${this.delivery.host}`;
    this.edgeKeys = this.#edgeKeys(props);
    if (config.domain) this.#name(config.domain);
    if (config.edge.shieldAdvanced) {
      new CfnProtection(this, 'Shield', {
        name: `vidkit-${config.name}`,
        resourceArn: this.delivery.distribution.distributionArn,
      });
    }
    new CfnOutput(this, 'PublicUrl', { value: this.publicUrl });
    new CfnOutput(this, 'DistributionId', { value: this.delivery.distribution.distributionId });
    new CfnOutput(this, 'EdgeKeysFunction', { value: this.edgeKeys.alias.functionArn });
  }

  /** As if it were another app's: CDK would else write this distribution into a policy that stands before it. */
  #readable(id: string, bucket: IBucket): IBucket {
    return this.#allowedThere(
      Bucket.fromBucketAttributes(this, id, {
        bucketName: bucket.bucketName,
        region: this.region,
      }),
    );
  }

  #allowedThere(bucket: IBucket): IBucket {
    Validations.of(this).acknowledge({
      id: 'Annotation::@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac',
      reason: 'The policy beside the bucket lets the distributions of this account read.',
    });
    return bucket;
  }

  /**
   * The pairs are made by the deployment: public halves are versions of a parameter, each private one a secret of that
   * number. The one before stays good, so that addresses outlive a change.
   */
  #downloadKeys(version: number): { group: KeyGroup; publicKeyId: string; secret: ISecret } {
    const prefix = `/vidkit/${this.config.name}/download-public-key`;
    const publicKeys = [version, version - 1]
      .filter((one) => one > 0)
      .map(
        (one) =>
          new PublicKey(this, `DownloadKey${one}`, {
            encodedKey: new CfnDynamicReference(
              CfnDynamicReferenceService.SSM,
              `${prefix}:${one}`,
            ).toString(),
          }),
      );
    const group = new KeyGroup(this, 'DownloadKeys', {
      keyGroupName: `${this.prefix}downloads`,
      items: publicKeys,
    });
    const secretName = `vidkit/${this.config.name}/download-key-${version}`;
    const secret = Secret.fromSecretNameV2(this, 'DownloadKey', secretName);
    return { group, publicKeyId: publicKeys[0]?.publicKeyId ?? '', secret };
  }

  /** Brings the media keys of the installation to the edge, by the clock and after each deployment. */
  #edgeKeys({ data, bundles }: EdgeStackProps): Handler {
    const handler = new Handler(this, 'edge-keys', {
      bundles,
      name: 'edge-keys',
      what: 'Brings the keys of the right to watch to the edge',
      timeout: Duration.minutes(1),
      memoryMiB: 256,
      canary: false,
      logDays: this.logDays,
      environment: {
        SECRETS_ID: data.secrets.secretArn,
        CLOUDFRONT_KEY_VALUE_STORE: this.delivery.tokenPath.keys.keyValueStoreArn,
      },
    });
    for (const statement of secretUse(data.secrets)) handler.role.addToPrincipalPolicy(statement);
    handler.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [
          'cloudfront-keyvaluestore:DescribeKeyValueStore',
          'cloudfront-keyvaluestore:GetKey',
          'cloudfront-keyvaluestore:UpdateKeys',
        ],
        resources: [this.delivery.tokenPath.keys.keyValueStoreArn],
      }),
    );
    new Schedule(this, 'EdgeKeys', {
      description: 'Brings the keys of the right to watch to the edge',
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      target: new LambdaInvoke(handler.alias, { retryAttempts: 5 }),
    });
    return handler;
  }

  #name(domain: NonNullable<ProductStackProps['config']['domain']>): void {
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.hostedZoneId,
      zoneName: domain.zoneName,
    });
    const target = RecordTarget.fromAlias(new CloudFrontTarget(this.delivery.distribution));
    new ARecord(this, 'Ipv4', { zone, recordName: domain.name, target });
    new AaaaRecord(this, 'Ipv6', { zone, recordName: domain.name, target });
    // Browsers begin with HTTP/3 instead of finding out about it.
    new HttpsRecord(this, 'Https', { zone, recordName: domain.name, target });
  }
}
