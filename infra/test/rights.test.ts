import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { readAssembly } from '../lib/gate/assembly.ts';
import { statementsOf } from '../lib/gate/statements.ts';
import { variants } from '../lib/variants.ts';
import { vidkitApp } from '../lib/vidkit-app.ts';
import { placeholderBundles } from './placeholder-bundles.ts';

process.env['CDK_VALIDATION'] = 'false';
const repository = join(import.meta.dirname, '../..');
const bundles = placeholderBundles();
const outdir = mkdtempSync(join(tmpdir(), 'vidkit-assembly-'));
after(() => {
  for (const folder of [bundles, outdir]) rmSync(folder, { recursive: true, force: true });
});

/** Commands of the SDK whose right has another name. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  CompleteMultipartUpload: ['s3:PutObject'],
  CopyObject: ['s3:GetObject', 's3:PutObject', 's3:GetObjectTagging', 's3:PutObjectTagging'],
  CreateMultipartUpload: ['s3:PutObject', 's3:PutObjectTagging'],
  DeleteObjects: ['s3:DeleteObject'],
  HeadBucket: ['s3:ListBucket'],
  HeadObject: ['s3:GetObject'],
  ListMultipartUploads: ['s3:ListBucketMultipartUploads'],
  ListObjectsV2: ['s3:ListBucket'],
  ListParts: ['s3:ListMultipartUploadParts'],
  UploadPart: ['s3:PutObject'],
  UploadPartCopy: ['s3:GetObject', 's3:PutObject'],
  CreateJob: ['mediaconvert:CreateJob', 'mediaconvert:TagResource', 'iam:PassRole'],
};

/** Called by the deployment with the operator's own rights. */
const byOperators = new Set(['PutSecretValue']);

const sources = ['platform/src', 'pipelines/src', 'api/src'].flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|testing\//.test(file))
    .map((file) => readFileSync(join(repository, folder, file), 'utf8')),
);
const commands = new Set(
  sources.flatMap((text) => [
    ...[...text.matchAll(/new ([A-Z]\w+)Command\(/g)].map(([, name = '']) => name),
    ...[...text.matchAll(/\bpaginate([A-Z]\w+)\(/g)].map(([, name = '']) => name),
  ]),
);

describe('task and function roles', async () => {
  const config = (await variants()).find(({ name }) => name === 'prod')?.config;
  vidkitApp({ config, bundles, imageTag: 'test', outdir }).synth();
  const granted = new Set(
    readAssembly(outdir)
      .filter(({ stack }) => /-(api|worker|cluster|media|analytics|edge)$/.test(stack))
      .flatMap(({ template }) => statementsOf(template))
      .filter(({ kind, effect }) => kind === 'identity' && effect === 'Allow')
      .flatMap(({ actions }) => actions),
  );
  const ends = new Set([...granted].map((action) => action.split(':')[1]));

  it('may do everything that the code calls', () => {
    assert.ok(commands.size > 25, [...commands].join(' '));
    for (const command of commands) {
      if (byOperators.has(command)) continue;
      const wanted = otherNames[command];
      if (wanted) for (const action of wanted) assert.ok(granted.has(action), `${command}: ${action}`);
      else assert.ok(ends.has(command), command);
    }
  });

  it('may do nothing in the services of the product that no code calls', () => {
    const used = new Set(
      [...commands].flatMap(
        (command) => otherNames[command]?.map((action) => action.split(':')[1]) ?? [command],
      ),
    );
    // Uploads of Firehose, and what Lambda and Kinesis do for their functions, are not by code of ours.
    const ours = /^(cognito-idp|dynamodb|ses|mediaconvert|cloudfront-keyvaluestore):/;
    const idle = [...granted].filter((action) => ours.test(action) && !used.has(action.split(':')[1] ?? ''));
    assert.deepEqual(idle, []);
  });
});
