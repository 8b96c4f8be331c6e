import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { type Topic, topics } from '@vidkit/contracts/events/topics';

import { BundleMissingError } from '../lib/constructs/handler.ts';
import { askAdvice, checkReasons } from '../lib/gate/advice.ts';
import { asList, isRecord, ofType, readAssembly, type StackTemplate } from '../lib/gate/assembly.ts';
import { checkTemplate } from '../lib/gate/check-templates.ts';
import { checkGraph, deployOrder, stackGraph } from '../lib/gate/stack-graph.ts';
import { variants } from '../lib/variants.ts';
import { vidkitApp } from '../lib/vidkit-app.ts';
import { acknowledgementsOf } from '../lib/constructs/acknowledge.ts';
import { placeholderBundles } from './placeholder-bundles.ts';

const bundles = placeholderBundles();
const folders: string[] = [bundles];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

// The services' own schemas take long; `npm run verify:infra` asks them for every preset.
process.env['CDK_VALIDATION'] = 'false';

const made = await Promise.all(
  (await variants()).map(async ({ name, config, protect }) => {
    const outdir = mkdtempSync(join(tmpdir(), 'vidkit-assembly-'));
    folders.push(outdir);
    const app = vidkitApp({ config, bundles, imageTag: 'test', outdir });
    app.synth();
    return {
      name,
      protect,
      outdir,
      stacks: readAssembly(outdir),
      advice: askAdvice(app),
      reasons: acknowledgementsOf(app),
    };
  }),
);

const of = (name: string) => made.find((one) => one.name === name) ?? assert.fail(name);
const stackOf = (variant: string, part: string): StackTemplate =>
  of(variant).stacks.find(({ stack }) => stack.endsWith(`-${part}`)) ?? assert.fail(`${variant} ${part}`);
const first = (variant: string, part: string, type: string): Record<string, unknown> =>
  ofType(stackOf(variant, part).template, type)[0]?.[1] ?? assert.fail(`${part} has no ${type}`);
const count = (variant: string, part: string, type: string): number =>
  ofType(stackOf(variant, part).template, type).length;

/** Names of variables that our processes read, from the text of the files that read them. */
const known = new Set(
  ['platform/src/aws/aws-config.ts', 'platform/src/config.ts', 'platform/src/aws/s3-stores.ts']
    .map((file) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name)),
);

describe('vidkitApp', () => {
  for (const { name, protect, outdir, stacks, advice, reasons } of made) {
    it(`passes every check of templates: ${name}`, async () => {
      const findings = (await Promise.all(stacks.map((stack) => checkTemplate(stack, { protect })))).flat();
      assert.deepEqual(findings, []);
    });

    it(`follows AWS's advice, or says beside the resource why not: ${name}`, () => {
      assert.deepEqual(advice.findings, []);
      assert.deepEqual(checkReasons(reasons), []);
    });

    it(`has stacks without circles, data before code: ${name}`, () => {
      const graph = stackGraph(outdir);
      assert.deepEqual(checkGraph(graph), []);
      const order = deployOrder(graph).map((stack) => stack.replace(/^vidkit-\w+-/, ''));
      const inOrder = (...parts: string[]) => {
        const places = parts.map((part) => order.indexOf(part));
        assert.deepEqual(
          places,
          [...places].sort((a, b) => a - b),
          order.join(' '),
        );
      };
      inOrder('network', 'data', 'edge', 'cluster', 'api', 'observe');
      inOrder('storage', 'media', 'edge');
      if (order.includes('token-gate')) inOrder('api', 'token-gate');
    });

    it(`tells processes only what they read: ${name}`, () => {
      for (const { stack, template } of stacks) {
        for (const [id, p] of ofType(template, 'AWS::ECS::TaskDefinition')) {
          const [container] = asList(p['ContainerDefinitions']).filter(isRecord);
          const names = asList(container?.['Environment'])
            .filter(isRecord)
            .map(({ Name }) => String(Name));
          assert.ok(names.length > 15, id);
          for (const variable of names) assert.ok(known.has(variable), `${stack} ${id}: ${variable}`);
        }
        for (const [id, p] of ofType(template, 'AWS::Lambda::Function')) {
          const { Variables = {} } = (isRecord(p['Environment']) ? p['Environment'] : {}) as {
            Variables?: object;
          };
          for (const variable of Object.keys(Variables)) {
            assert.ok(known.has(variable) || variable === 'NODE_OPTIONS', `${stack} ${id}: ${variable}`);
          }
        }
      }
    });
  }

  it('uses every reason for not following advice in some variant', () => {
    const keyOf = ({ path, finding }: { path: string; finding: string }) =>
      `${path.replace(/^vidkit-\w+-/, '')} ${finding}`;
    const used = new Set(made.flatMap(({ advice }) => advice.used.map(keyOf)));
    const written = new Set(made.flatMap(({ reasons }) => reasons.map(keyOf)));
    assert.deepEqual(
      [...written].filter((one) => !used.has(one)),
      [],
    );
  });

  it('gives tasks all that they cannot start without', () => {
    const text = readFileSync(join(import.meta.dirname, '../../platform/src/aws/aws-config.ts'), 'utf8');
    const needed = [...text.matchAll(/^ {2}([A-Z][A-Z0-9_]+): ((?:.|\n {4})*)/gm)]
      .filter(([, , schema = '']) => !/optional\(\)|default\(|flag\(/.test(schema))
      .map(([, name = '']) => name);
    assert.ok(needed.includes('S3_SOURCES_BUCKET') && !needed.includes('MEDIACONVERT_ROLE'));
    for (const part of ['api', 'worker', 'cluster']) {
      const [container] = asList(
        first('prod', part, 'AWS::ECS::TaskDefinition')['ContainerDefinitions'],
      ).filter(isRecord);
      const names = new Set(
        asList(container?.['Environment'])
          .filter(isRecord)
          .map(({ Name }) => Name),
      );
      assert.deepEqual(
        needed.filter((name) => !names.has(name)),
        [],
        part,
      );
    }
  });

  it('makes the zones that are asked for although the account is open', () => {
    assert.equal(count('prod', 'network', 'AWS::EC2::Subnet'), 9);
    assert.equal(count('prod', 'network', 'AWS::EC2::NatGateway'), 3);
    assert.equal(count('small', 'network', 'AWS::EC2::Subnet'), 6);
    assert.equal(count('small', 'network', 'AWS::EC2::NatGateway'), 1);
    assert.equal(count('dev without NAT', 'network', 'AWS::EC2::NatGateway'), 0);
    for (const [, subnet] of ofType(stackOf('prod', 'network').template, 'AWS::EC2::Subnet')) {
      assert.equal(subnet['MapPublicIpOnLaunch'], false);
    }
  });

  it('makes a queue with its dead letters for every topic, as the topic is delivered', () => {
    const queues = ofType(stackOf('prod', 'messages').template, 'AWS::SQS::Queue').map(([, p]) => p);
    for (const topic of Object.keys(topics) as Topic[]) {
      const fifo = topics[topic] === 'report';
      const suffix = fifo ? '.fifo' : '';
      for (const name of [`vidkit-prod-${topic}${suffix}`, `vidkit-prod-${topic}-dead${suffix}`]) {
        const queue = queues.find(({ QueueName }) => QueueName === name);
        assert.ok(queue, name);
        assert.equal(queue['FifoQueue'] === true, fifo, name);
      }
    }
    assert.equal(queues.length, Object.keys(topics).length * 2);
  });

  it('survives a zone in small and prod', () => {
    assert.equal(first('small', 'data', 'AWS::RDS::DBInstance')['MultiAZ'], true);
    assert.equal(count('prod', 'data', 'AWS::RDS::DBInstance'), 2);
    for (const variant of ['small', 'prod']) {
      const redis = first(variant, 'data', 'AWS::ElastiCache::ReplicationGroup');
      assert.equal(redis['AutomaticFailoverEnabled'], true);
      assert.equal(redis['MultiAZEnabled'], true);
    }
    assert.ok(Number(first('prod', 'api', 'AWS::ECS::Service')['DesiredCount']) >= 2);
    assert.equal(count('prod', 'data', 'AWS::RDS::DBProxy'), 1);
  });

  it('costs little as dev', () => {
    assert.equal(count('dev', 'network', 'AWS::EC2::NatGateway'), 1);
    assert.equal(first('dev', 'data', 'AWS::RDS::DBInstance')['MultiAZ'], false);
    assert.ok(
      !of('dev').stacks.some(({ template }) => ofType(template, 'AWS::Shield::Protection').length > 0),
    );
    assert.ok(
      !of('dev').stacks.some(
        ({ template }) => ofType(template, 'AWS::RedshiftServerless::Workgroup').length > 0,
      ),
    );
  });

  it('lets the studio send to the buckets, for as long as an upload may be gone on with', () => {
    for (const { stacks } of [of('dev'), of('prod')]) {
      const all = (type: string): string[] =>
        stacks.flatMap(({ template }) => ofType(template, type).map((resource) => JSON.stringify(resource)));
      const [studio] = all('AWS::CloudFront::ResponseHeadersPolicy').filter((text) =>
        text.includes('connect-src'),
      );
      assert.match(studio ?? '', /connect-src 'self' https:.*StoresSources.*\.s3\..*StoresMedia.*\.s3\./);
      const days = all('AWS::S3::Bucket').flatMap((text) =>
        [...text.matchAll(/"DaysAfterInitiation":(\d+)/g)].map(([, count]) => Number(count)),
      );
      assert.ok(days.length > 0 && days.every((count) => count > 8), days.join());
    }
    const policies = of('prod').stacks.flatMap(({ template }) =>
      ofType(template, 'AWS::CloudFront::OriginRequestPolicy').map((resource) => JSON.stringify(resource)),
    );
    assert.ok(policies.some((text) => text.includes('response-content-disposition')));
  });

  it('makes what is chosen, and only then', () => {
    const has = (variant: string, type: string) =>
      of(variant).stacks.some(({ template }) => ofType(template, type).length > 0);
    for (const type of [
      'AWS::QuickSight::Dashboard',
      'AWS::Shield::Protection',
      'AWS::RDS::GlobalCluster',
      'AWS::Cognito::UserPoolIdentityProvider',
      'AWS::AutoScaling::AutoScalingGroup',
    ]) {
      assert.ok(has('prod with everything', type), type);
      assert.ok(!has('prod', type), type);
    }
    assert.ok(has('prod on EC2', 'AWS::AutoScaling::AutoScalingGroup'));
    for (const preset of ['dev', 'small', 'prod'])
      assert.ok(has(preset, 'AWS::ApiGatewayV2::Authorizer'), preset);
    assert.ok(!has('prod on EC2', 'AWS::ApiGatewayV2::Authorizer'));
    assert.ok(has('prod', 'AWS::Backup::BackupPlan'));
    assert.ok(!has('prod without recovery', 'AWS::Backup::BackupPlan'));
    assert.ok(has('small', 'AWS::MediaConvert::Queue') && !has('dev', 'AWS::MediaConvert::Queue'));
    assert.ok(has('small', 'AWS::CodePipeline::Pipeline') && !has('dev', 'AWS::CodePipeline::Pipeline'));
  });

  it('serves media through the function of the right to watch, and shares what is cached', () => {
    const config = first('prod', 'edge', 'AWS::CloudFront::Distribution')['DistributionConfig'] as Record<
      string,
      unknown
    >;
    const behaviors = asList(config['CacheBehaviors']).filter(isRecord);
    const media = behaviors.filter(({ PathPattern }) => /^\/[pv]\/\*$/.test(String(PathPattern)));
    assert.equal(media.length, 2);
    assert.equal(
      new Set(media.map((one) => JSON.stringify([one['FunctionAssociations'], one['CachePolicyId']]))).size,
      1,
    );
    const cache = first('prod', 'edge', 'AWS::CloudFront::CachePolicy')['CachePolicyConfig'] as Record<
      string,
      unknown
    >;
    assert.deepEqual(
      ['HeadersConfig', 'CookiesConfig', 'QueryStringsConfig'].map((part) =>
        Object.values(
          (cache['ParametersInCacheKeyAndForwardedToOrigin'] as Record<string, object>)[part] ?? {},
        ),
      ),
      [['none'], ['none'], ['none']],
    );
    const texts = ofType(stackOf('prod', 'edge').template, 'AWS::CloudFront::Function').map(([, p]) =>
      String(p['FunctionCode']),
    );
    assert.ok(texts.some((text) => text.includes('verifyTokenPath') && text.includes("from 'cloudfront'")));
    for (const text of texts) assert.ok(Buffer.byteLength(text) <= 10_240);
  });

  it('gives every alarm of its own a section in the guide', () => {
    const guide = readFileSync(
      join(import.meta.dirname, '../../docs/guides/deploy-aws.md'),
      'utf8',
    ).toLowerCase();
    const anchors = of('prod with everything').stacks.flatMap(({ template }) =>
      ofType(template, 'AWS::CloudWatch::Alarm').flatMap(([, p]) => {
        const [, anchor] = /#(alarm-[\w-]+)/.exec(JSON.stringify(p['AlarmDescription'] ?? '')) ?? [];
        return anchor === undefined ? [] : [anchor];
      }),
    );
    assert.ok(anchors.length > 30, String(anchors.length));
    const missing = anchors.filter(
      (anchor) => !guide.includes(`id="${anchor}"`) && !guide.includes(`### ${anchor.replace('-', ' ')}\n`),
    );
    assert.deepEqual([...new Set(missing)], []);
  });

  it('says how to make bundles that are not there', async () => {
    const [dev] = await variants();
    assert.throws(
      () => vidkitApp({ config: dev?.config, bundles: '/nowhere', imageTag: 'test' }),
      (error: unknown) => error instanceof BundleMissingError && /npm run bundle:lambdas/.test(error.message),
    );
  });
});
