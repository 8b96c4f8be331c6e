import { asList, isRecord, type Resource, type Template, walk } from './assembly.ts';

/** A way in which a template could be broken by mistake. The gate has to notice each one. */
export interface Mutation {
  readonly name: string;
  /** Breaks a copy; false where there is nothing of the kind. */
  readonly apply: (template: Template) => boolean;
}

type Properties = Record<string, unknown>;

/** Changes the properties of the first resource of a type (and id, where it matters). */
const change =
  (type: string, edit: (properties: Properties, resource: Record<string, unknown>) => void, id = /./) =>
  (template: Template): boolean => {
    const found = Object.entries(template.Resources).find(
      ([name, one]) => one.Type === type && id.test(name),
    );
    if (!found) return false;
    const resource = found[1] as Resource & Record<string, unknown>;
    edit(resource.Properties ?? {}, resource);
    return true;
  };

/** Changes the first statement of an identity policy that has an action of a service. */
const statement =
  (action: RegExp, edit: (statement: Properties) => void) =>
  (template: Template): boolean => {
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type !== 'AWS::IAM::Policy') continue;
      for (const [path, value] of walk(Properties)) {
        if (path.at(-1) !== 'Statement') continue;
        const hit = asList(value)
          .filter(isRecord)
          .find((one) => asList(one['Action']).some((name) => action.test(String(name))));
        if (hit) {
          edit(hit);
          return true;
        }
      }
    }
    return false;
  };

const within = (value: unknown, key: string): Properties => {
  const inner = isRecord(value) ? value[key] : undefined;
  return isRecord(inner) ? inner : {};
};

export const mutations: readonly Mutation[] = [
  {
    name: 'an unknown property',
    apply: change('AWS::SQS::Queue', (p) => (p['VisibilityTimeOut'] = 30)),
  },
  {
    name: 'a property of the wrong type',
    apply: change('AWS::SQS::Queue', (p) => (p['VisibilityTimeout'] = 'long')),
  },
  {
    name: 'a number out of range',
    apply: change('AWS::SQS::Queue', (p) => (p['MessageRetentionPeriod'] = 99_999_999)),
  },
  {
    name: 'a reference to nothing',
    apply: change('AWS::Lambda::Function', (p) => (p['Role'] = { 'Fn::GetAtt': ['Nothing', 'Arn'] })),
  },
  {
    name: 'an attribute that a resource lacks',
    apply: change(
      'AWS::Lambda::Alias',
      (p) => (p['FunctionVersion'] = { 'Fn::GetAtt': [refOf(p['FunctionName']), 'Verson'] }),
    ),
  },
  { name: 'a required property is missing', apply: change('AWS::Lambda::Function', (p) => delete p['Code']) },
  {
    name: 'two resources that wait for each other',
    apply: (template) => {
      const [one, two] = Object.entries(template.Resources);
      if (!one || !two) return false;
      Object.assign(one[1], { DependsOn: [two[0]] });
      Object.assign(two[1], { DependsOn: [one[0]] });
      return true;
    },
  },
  {
    name: 'a runtime that is none',
    apply: change('AWS::Lambda::Function', (p) => (p['Runtime'] = 'nodejs42.x')),
  },
  {
    name: 'a runtime that has ended',
    apply: change('AWS::Lambda::Function', (p) => (p['Runtime'] = 'nodejs14.x')),
  },
  {
    name: 'a value out of its list',
    apply: change('AWS::Kinesis::Stream', (p) => (p['StreamModeDetails'] = { StreamMode: 'SOMETIMES' })),
  },
  {
    name: 'memory that Fargate does not take',
    apply: change('AWS::ECS::TaskDefinition', (p) => (p['Memory'] = '1000')),
  },
  {
    name: 'an unknown version of PostgreSQL',
    apply: change('AWS::RDS::DBCluster', (p) => (p['EngineVersion'] = '17.99')),
  },
  {
    name: 'an unknown version of Redis',
    apply: change('AWS::ElastiCache::ReplicationGroup', (p) => (p['EngineVersion'] = '9.9')),
  },
  {
    name: 'an unknown class of node',
    apply: change('AWS::ElastiCache::ReplicationGroup', (p) => (p['CacheNodeType'] = 'cache.t99.huge')),
  },
  {
    name: 'several zones without fail-over',
    apply: change('AWS::ElastiCache::ReplicationGroup', (p) => (p['AutomaticFailoverEnabled'] = false)),
  },
  {
    name: 'Redis without TLS',
    apply: change('AWS::ElastiCache::ReplicationGroup', (p) => (p['TransitEncryptionEnabled'] = false)),
  },
  {
    name: 'Redis without a password',
    apply: change('AWS::ElastiCache::ReplicationGroup', (p) => delete p['AuthToken']),
  },
  {
    name: 'a network that is none',
    apply: change('AWS::EC2::Subnet', (p) => (p['CidrBlock'] = '10.20.0.0/99')),
  },
  {
    name: 'a subnet outside of its network',
    apply: change('AWS::EC2::Subnet', (p) => (p['CidrBlock'] = '192.168.0.0/24')),
  },
  {
    name: 'a door that is open to everybody',
    apply: change('AWS::EC2::SecurityGroup', (p) => {
      p['SecurityGroupIngress'] = [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, CidrIp: '0.0.0.0/0' }];
    }),
  },
  {
    name: 'a database that can be deleted',
    apply: change('AWS::RDS::DBCluster', (p) => (p['DeletionProtection'] = false)),
  },
  {
    name: 'a database that is not encrypted',
    apply: change('AWS::RDS::DBCluster', (p) => (p['StorageEncrypted'] = false)),
  },
  {
    name: 'a database that goes with its stack',
    apply: change('AWS::RDS::DBCluster', (_, r) => (r['DeletionPolicy'] = 'Delete')),
  },
  {
    name: 'a database with a public address',
    apply: change('AWS::RDS::DBInstance', (p) => (p['PubliclyAccessible'] = true)),
  },
  {
    name: 'a database backed up for a day',
    apply: change('AWS::RDS::DBCluster', (p) => (p['BackupRetentionPeriod'] = 1)),
  },
  {
    name: 'connections without TLS',
    apply: change(
      'AWS::RDS::DBClusterParameterGroup',
      (p) => (within(p, 'Parameters')['rds.force_ssl'] = '0'),
    ),
  },
  {
    name: 'a password in the template',
    apply: change('AWS::RDS::DBCluster', (p) => (p['MasterUserPassword'] = 'hunter2hunter2')),
  },
  {
    name: 'a bucket that may become public',
    apply: change('AWS::S3::Bucket', (p) => delete p['PublicAccessBlockConfiguration']),
  },
  {
    name: 'a bucket that goes with its stack',
    apply: change('AWS::S3::Bucket', (_, r) => (r['DeletionPolicy'] = 'Delete')),
  },
  {
    name: 'a bucket without encryption',
    apply: change('AWS::S3::Bucket', (p) => delete p['BucketEncryption']),
  },
  {
    name: 'a bucket that is reached without TLS',
    apply: change('AWS::S3::BucketPolicy', (p) => {
      const policy = within(p, 'PolicyDocument');
      policy['Statement'] = asList(policy['Statement']).filter(
        (one) => !JSON.stringify(one).includes('SecureTransport'),
      );
    }),
  },
  {
    name: 'a bucket that anybody reads',
    apply: change('AWS::S3::BucketPolicy', (p) => {
      asList(within(p, 'PolicyDocument')['Statement']).push({
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: '*',
      });
    }),
  },
  {
    name: 'a queue without encryption',
    apply: change('AWS::SQS::Queue', (p) => delete p['SqsManagedSseEnabled']),
  },
  {
    name: 'a queue that loses dead letters',
    apply: change('AWS::SQS::Queue', (p) => delete p['RedrivePolicy'], /^(?!.*dead)/i),
  },
  { name: 'a topic without encryption', apply: change('AWS::SNS::Topic', (p) => delete p['KmsMasterKeyId']) },
  {
    name: 'a stream without encryption',
    apply: change('AWS::Kinesis::Stream', (p) => delete p['StreamEncryption']),
  },
  {
    name: 'a key that never changes',
    apply: change('AWS::KMS::Key', (p) => (p['EnableKeyRotation'] = false)),
  },
  {
    name: 'a table without a way back',
    apply: change('AWS::DynamoDB::GlobalTable', (p) => {
      for (const replica of asList(p['Replicas']).filter(isRecord))
        delete replica['PointInTimeRecoverySpecification'];
    }),
  },
  { name: 'an action that is none', apply: statement(/^s3:/, (s) => (s['Action'] = 's3:ReadObject')) },
  { name: 'a service that is none', apply: statement(/^sqs:/, (s) => (s['Action'] = 'sqss:SendMessage')) },
  {
    name: 'everything of a service',
    apply: statement(/^s3:|^sqs:|^dynamodb:/, (s) => (s['Action'] = 's3:*')),
  },
  {
    name: 'an action on everything',
    apply: statement(/^s3:|^sqs:|^dynamodb:/, (s) => (s['Resource'] = '*')),
  },
  {
    name: 'a role passed on to anybody',
    apply: statement(/^iam:PassRole/, (s) => {
      delete s['Condition'];
      s['Resource'] = '*';
    }),
  },
  { name: 'an effect that is none', apply: statement(/./, (s) => (s['Effect'] = 'Permit')) },
  {
    name: 'a role for a service that is none',
    apply: change('AWS::IAM::Role', (p) => {
      within(p, 'AssumeRolePolicyDocument')['Statement'] = [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lamda.amazonaws.com' } },
      ];
    }),
  },
  {
    name: 'a role for any account',
    apply: change('AWS::IAM::Role', (p) => {
      within(p, 'AssumeRolePolicyDocument')['Statement'] = [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } },
      ];
    }),
  },
  {
    name: 'MediaConvert for any account',
    apply: change(
      'AWS::IAM::Role',
      (p) => {
        for (const one of asList(within(p, 'AssumeRolePolicyDocument')['Statement']).filter(isRecord))
          delete one['Condition'];
      },
      /^Encoder/,
    ),
  },
  {
    name: 'a balancer with a public address',
    apply: change('AWS::ElasticLoadBalancingV2::LoadBalancer', (p) => (p['Scheme'] = 'internet-facing')),
  },
  {
    name: 'a listener that lets anybody in',
    apply: change('AWS::ElasticLoadBalancingV2::Listener', (p) => {
      p['DefaultActions'] = [{ Type: 'forward', TargetGroupArn: { Ref: 'EntranceBlue2D4C5A3B' } }];
    }),
  },
  { name: 'a distribution without a firewall', apply: distribution((c) => delete c['WebACLId']) },
  {
    name: 'media without a right',
    apply: distribution((c) => {
      for (const one of asList(c['CacheBehaviors']).filter(isRecord)) delete one['FunctionAssociations'];
    }),
  },
  {
    name: 'originals without a signature',
    apply: distribution((c) => {
      for (const one of asList(c['CacheBehaviors']).filter(isRecord)) delete one['TrustedKeyGroups'];
    }),
  },
  {
    name: 'error pages in place of the API’s',
    apply: distribution(
      (c) => (c['CustomErrorResponses'] = [{ ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/x' }]),
    ),
  },
  {
    name: 'a dashboard that is no JSON',
    apply: change('AWS::CloudWatch::Dashboard', (p) => (p['DashboardBody'] = '{"widgets":[')),
  },
  {
    name: 'an alarm that tells nobody',
    apply: change('AWS::CloudWatch::Alarm', (p) => delete p['AlarmActions'], /^(dead|age|api|database)/),
  },
  {
    name: 'an alarm without a runbook',
    apply: change(
      'AWS::CloudWatch::Alarm',
      (p) => (p['AlarmDescription'] = 'Bad.'),
      /^(dead|age|api|database)/,
    ),
  },
  {
    name: 'a batch repeated for one message',
    apply: change('AWS::Lambda::EventSourceMapping', (p) => delete p['FunctionResponseTypes']),
  },
  {
    name: 'a log that is kept for ever',
    apply: change('AWS::Logs::LogGroup', (p) => delete p['RetentionInDays']),
  },
  {
    name: 'a function without traces',
    apply: change('AWS::Lambda::Function', (p) => delete p['TracingConfig']),
  },
  {
    name: 'a container that can write its code',
    apply: change('AWS::ECS::TaskDefinition', (p) => {
      for (const one of asList(p['ContainerDefinitions']).filter(isRecord))
        one['ReadonlyRootFilesystem'] = false;
    }),
  },
  {
    name: 'a secret in the environment',
    apply: change('AWS::ECS::TaskDefinition', (p) => {
      for (const one of asList(p['ContainerDefinitions']).filter(isRecord)) {
        asList(one['Environment']).push({ Name: 'AWS_KEY', Value: 'AKIAIOSFODNN7EXAMPLE' });
      }
    }),
  },
  {
    name: 'a trail that can be changed',
    apply: change('AWS::CloudTrail::Trail', (p) => (p['EnableLogFileValidation'] = false)),
  },
  {
    name: 'an export',
    apply: (template) => {
      if (!template.Outputs) return false;
      Object.assign(template.Outputs, { Tied: { Value: 'x', Export: { Name: 'tied' } } });
      return true;
    },
  },
];

function distribution(edit: (config: Properties) => void): Mutation['apply'] {
  return change('AWS::CloudFront::Distribution', (p) => edit(within(p, 'DistributionConfig')));
}

function refOf(value: unknown): string {
  return isRecord(value) && typeof value['Ref'] === 'string' ? value['Ref'] : 'Nothing';
}
