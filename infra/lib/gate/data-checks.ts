import { type Finding, isRecord, ofType, type StackTemplate } from './assembly.ts';

type Properties = Record<string, unknown>;
type Fault = readonly [broken: boolean, message: string];

const found = (check: string, where: string, faults: readonly Fault[]): Finding[] =>
  faults.filter(([broken]) => broken).map(([, message]) => ({ check, where, message }));

/** Versions and classes that CloudFormation takes as plain text, so that the services' schemas do not know them. */
const redisVersions = new Set(['6.2', '7.0', '7.1']);
const redisNode = /^cache\.(t4g|m6g|m7g|r6g|r7g)\.(micro|small|medium|large|\d*xlarge)$/;

export const checkRedis = ({ stack, template }: StackTemplate): Finding[] =>
  ofType(template, 'AWS::ElastiCache::ReplicationGroup').flatMap(([id, p]) =>
    found('redis', `${stack} ${id}`, [
      [p['Engine'] !== 'redis', 'engine is not redis'],
      [!redisVersions.has(String(p['EngineVersion'])), `${String(p['EngineVersion'])} is no version`],
      [!redisNode.test(String(p['CacheNodeType'])), `${String(p['CacheNodeType'])} is no class of node`],
      [
        p['MultiAZEnabled'] === true && p['AutomaticFailoverEnabled'] !== true,
        'several zones, but no fail-over',
      ],
      [p['MultiAZEnabled'] === true && Number(p['ReplicasPerNodeGroup']) < 1, 'several zones, but one node'],
      [p['TransitEncryptionEnabled'] !== true, 'is reached without TLS'],
      [p['AtRestEncryptionEnabled'] !== true, 'is not encrypted at rest'],
      [p['AuthToken'] === undefined, 'has no password'],
      [p['Port'] === 6379, 'stands at the default port'],
    ]),
  );

const pab = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

export const checkBuckets = ({ stack, template }: StackTemplate): Finding[] => {
  const policies = ofType(template, 'AWS::S3::BucketPolicy').map(([, p]) => JSON.stringify(p));
  return ofType(template, 'AWS::S3::Bucket').flatMap(([id, p, resource]) => {
    const block = isRecord(p['PublicAccessBlockConfiguration']) ? p['PublicAccessBlockConfiguration'] : {};
    const own = policies.filter((policy) => policy.includes(`"Ref":"${id}"`));
    return found('buckets', `${stack} ${id}`, [
      [pab.some((key) => block[key] !== true), 'may become public'],
      [/Public/.test(JSON.stringify(p['AccessControl'] ?? '')), 'is public'],
      [p['WebsiteConfiguration'] !== undefined, 'serves a site without CloudFront'],
      [p['BucketEncryption'] === undefined, 'does not say how it is encrypted'],
      [!own.some((policy) => policy.includes('"aws:SecureTransport":"false"')), 'is reached without TLS'],
      [resource.DeletionPolicy !== 'Retain', 'goes with its stack'],
      [resource.UpdateReplacePolicy !== 'Retain', 'goes when it is replaced'],
    ]);
  });
};

export interface DataPromise {
  /** Data outlives stacks and mistakes. */
  readonly protect: boolean;
}

/** Databases: encrypted, private, and (where it is promised) not to be deleted and in several zones. */
export const checkDatabases = ({ stack, template }: StackTemplate, { protect }: DataPromise): Finding[] => [
  ...ofType(template, 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster').flatMap(([id, p, resource]) => {
    // A cluster has the same property, for its own name.
    const member = resource.Type === 'AWS::RDS::DBInstance' && p['DBClusterIdentifier'] !== undefined;
    return found('databases', `${stack} ${id}`, [
      [!member && p['StorageEncrypted'] !== true, 'is not encrypted'],
      [p['PubliclyAccessible'] === true, 'has a public address'],
      [protect && !member && p['DeletionProtection'] !== true, 'can be deleted'],
      [
        protect &&
          !member &&
          p['BackupRetentionPeriod'] !== undefined &&
          Number(p['BackupRetentionPeriod']) < 7,
        'is backed up for less than a week',
      ],
      [!member && p['BackupRetentionPeriod'] === 0, 'is not backed up'],
      [protect && !member && resource.DeletionPolicy !== 'Retain', 'goes with its stack'],
      [
        protect && resource.Type === 'AWS::RDS::DBInstance' && !member && p['MultiAZ'] !== true,
        'is in one zone',
      ],
      [typeof p['MasterUserPassword'] === 'string', 'has its password in the template'],
    ]);
  }),
  ...ofType(template, 'AWS::RDS::DBClusterParameterGroup', 'AWS::RDS::DBParameterGroup').flatMap(
    ([id, p]) => {
      const parameters = isRecord(p['Parameters']) ? p['Parameters'] : {};
      return found('databases', `${stack} ${id}`, [
        [String(parameters['rds.force_ssl']) !== '1', 'takes connections without TLS'],
      ]);
    },
  ),
  ...ofType(template, 'AWS::DynamoDB::GlobalTable').flatMap(([id, p, resource]) => {
    const replicas = Array.isArray(p['Replicas']) ? (p['Replicas'] as Properties[]) : [];
    const has = (key: string, inner: string) =>
      replicas.every((one) => isRecord(one[key]) && one[key][inner] === true);
    return found('databases', `${stack} ${id}`, [
      [!isRecord(p['SSESpecification']) || p['SSESpecification']['SSEEnabled'] !== true, 'is not encrypted'],
      [!has('PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'), 'cannot go back in time'],
      [protect && replicas.some((one) => one['DeletionProtectionEnabled'] !== true), 'can be deleted'],
      [protect && resource.DeletionPolicy !== 'Retain', 'goes with its stack'],
      [!isRecord(p['TimeToLiveSpecification']), 'keeps items for ever'],
    ]);
  }),
  ...ofType(template, 'AWS::RedshiftServerless::Workgroup').flatMap(([id, p]) =>
    found('databases', `${stack} ${id}`, [[p['PubliclyAccessible'] !== false, 'has a public address']]),
  ),
];

/** What carries or holds something says how it is encrypted. */
export const checkEncryption = ({ stack, template }: StackTemplate): Finding[] => [
  ...ofType(template, 'AWS::SQS::Queue').flatMap(([id, p]) =>
    found('encryption', `${stack} ${id}`, [
      [p['SqsManagedSseEnabled'] !== true && p['KmsMasterKeyId'] === undefined, 'is not encrypted'],
    ]),
  ),
  ...ofType(template, 'AWS::SNS::Topic').flatMap(([id, p]) =>
    found('encryption', `${stack} ${id}`, [[p['KmsMasterKeyId'] === undefined, 'is not encrypted']]),
  ),
  ...ofType(template, 'AWS::Kinesis::Stream').flatMap(([id, p]) =>
    found('encryption', `${stack} ${id}`, [[p['StreamEncryption'] === undefined, 'is not encrypted']]),
  ),
  ...ofType(template, 'AWS::KMS::Key').flatMap(([id, p]) =>
    found('encryption', `${stack} ${id}`, [[p['EnableKeyRotation'] !== true, 'keeps its key for ever']]),
  ),
  ...ofType(template, 'AWS::CloudTrail::Trail').flatMap(([id, p]) =>
    found('encryption', `${stack} ${id}`, [
      [p['KMSKeyId'] === undefined, 'is not encrypted'],
      [p['EnableLogFileValidation'] !== true, 'could be changed afterwards'],
      [p['IsMultiRegionTrail'] !== true, 'sees one region'],
      [p['IsLogging'] !== true, 'is off'],
    ]),
  ),
  ...ofType(template, 'AWS::EC2::LaunchTemplate').flatMap(([id, p]) =>
    found('encryption', `${stack} ${id}`, [
      [JSON.stringify(p).includes('"Encrypted":false'), 'has a disk that is not encrypted'],
      [!JSON.stringify(p).includes('"HttpTokens":"required"'), 'gives its credentials away (IMDSv1)'],
    ]),
  ),
];
