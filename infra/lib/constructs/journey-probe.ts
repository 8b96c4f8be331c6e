import { Duration, Size } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { ArtifactsEncryptionMode, Canary, Code, Runtime, Schedule, Test } from 'aws-cdk-lib/aws-synthetics';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { join } from 'node:path';

import { secretUse } from '../secret-use.ts';
import { acknowledge } from './acknowledge.ts';

export interface JourneyProbeProps {
  /** At most 21 characters. */
  readonly name: string;
  readonly publicUrl: string;
  readonly everyMinutes: number;
  readonly artifacts: IBucket;
  readonly key: IKey;
}

/**
 * A canary of CloudWatch Synthetics does what the product is for, from outside: it uploads two seconds of video, waits
 * until they are ready, and plays the beginning of a video that anybody may watch. Whatever is broken between, it notices, also at night.
 *
 * Its upload token (`upload-token create`) and the id of the video that it watches are put into the secret by an operator;
 * until then it only asks whether the API is there.
 */
export class JourneyProbe extends Construct {
  readonly canary: Canary;

  constructor(scope: Construct, id: string, props: JourneyProbeProps) {
    super(scope, id);
    const secret = new Secret(this, 'Token', {
      secretName: `${props.name}/upload-token`,
      description: 'Upload token of the canary',
      encryptionKey: props.key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ uploadToken: '', videoId: '' }),
        generateStringKey: 'unused',
      },
    });
    acknowledge(secret, {
      SMG4: 'An upload token ends when an operator says so, and a new one is put here then.',
    });
    this.canary = new Canary(this, 'Canary', {
      canaryName: props.name,
      runtime: Runtime.SYNTHETICS_NODEJS_3_1,
      test: Test.custom({
        code: Code.fromAsset(join(import.meta.dirname, '../../canary/aws')),
        handler: 'journey.handler',
      }),
      schedule: Schedule.rate(Duration.minutes(props.everyMinutes)),
      environmentVariables: { PUBLIC_URL: props.publicUrl, TOKEN_SECRET_ID: secret.secretArn },
      artifactsBucketLocation: { bucket: props.artifacts, prefix: 'canary' },
      artifactS3EncryptionMode: ArtifactsEncryptionMode.S3_MANAGED,
      activeTracing: true,
      memory: Size.mebibytes(960),
      timeout: Duration.minutes(5),
      provisionedResourceCleanup: true,
      successRetentionPeriod: Duration.days(14),
      failureRetentionPeriod: Duration.days(31),
    });
    for (const statement of secretUse(secret)) this.canary.role.addToPrincipalPolicy(statement);
    acknowledge(this.canary, {
      'IAM5[*]': 'Its folder of results, its own logs, and metrics in its own namespace.',
    });
  }

  metricPlayable(): Metric {
    return new Metric({
      namespace: 'CloudWatchSynthetics',
      metricName: 'Duration',
      dimensionsMap: { CanaryName: this.canary.canaryName },
      statistic: 'p90',
      period: Duration.hours(1),
    });
  }
}
