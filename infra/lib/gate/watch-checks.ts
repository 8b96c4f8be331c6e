import { asList, type Finding, isRecord, ofType, type StackTemplate, walk } from './assembly.ts';

/** Every alarm does something, and those that wake a person say where it is written what to do. */
export const checkAlarms = ({ stack, template }: StackTemplate): Finding[] =>
  ofType(template, 'AWS::CloudWatch::Alarm').flatMap(([id, p]) => {
    const where = `${stack} ${id}`;
    const text = JSON.stringify(p['AlarmDescription'] ?? '');
    const rollsBack = /goes back/.test(text);
    const acts = asList(p['AlarmActions']).length > 0;
    return [
      ...(acts || rollsBack || isScaling(p) ? [] : [{ check: 'alarms', where, message: 'tells nobody' }]),
      ...(acts && !isScaling(p) && !/runbook: docs\/guides\/deploy-aws\.md#alarm-/.test(text)
        ? [{ check: 'alarms', where, message: 'has no runbook' }]
        : []),
    ];
  });

/** CDK makes these for step scaling; their action is the policy. */
const isScaling = (p: Record<string, unknown>): boolean =>
  JSON.stringify(p['AlarmActions'] ?? '').includes('ScalingTarget') ||
  JSON.stringify(p['AlarmActions'] ?? '').includes('Policy');

/** The body of a dashboard is text to CloudFormation. */
export const checkDashboards = ({ stack, template }: StackTemplate): Finding[] =>
  ofType(template, 'AWS::CloudWatch::Dashboard').flatMap(([id, p]) => {
    const where = `${stack} ${id}`;
    const body: unknown = parse(asText(p['DashboardBody']));
    if (!isRecord(body)) return [{ check: 'dashboards', where, message: 'is no JSON' }];
    const widgets = asList(body['widgets']).filter(isRecord);
    if (widgets.length === 0) return [{ check: 'dashboards', where, message: 'shows nothing' }];
    return widgets
      .filter(
        ({ type, width, height }) =>
          !/^(metric|text|alarm|log)$/.test(String(type)) || Number(width) > 24 || Number(height) < 1,
      )
      .map(() => ({ check: 'dashboards', where, message: 'has a widget that CloudWatch does not know' }));
  });

/** `Fn::Join` of text and references, with a word for each reference. */
const asText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const join = isRecord(value) ? value['Fn::Join'] : undefined;
  const [separator, parts] = Array.isArray(join) ? (join as [string, unknown[]]) : ['', []];
  return parts.map((part) => (typeof part === 'string' ? part : 'x')).join(separator);
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** Queues that lose nothing: every one has a place for dead letters, and takes long enough to be worked through. */
export const checkQueues = ({ stack, template }: StackTemplate): Finding[] =>
  ofType(template, 'AWS::SQS::Queue')
    .filter(([id]) => !/dead/i.test(id))
    .flatMap(([id, p]) => {
      const redrive = isRecord(p['RedrivePolicy']) ? p['RedrivePolicy'] : null;
      const where = `${stack} ${id}`;
      return [
        ...(redrive ? [] : [{ check: 'queues', where, message: 'loses what nobody can take' }]),
        ...(redrive && Number(redrive['maxReceiveCount']) < 2
          ? [{ check: 'queues', where, message: 'gives up at once' }]
          : []),
      ];
    });

/** Functions: a runtime that lives, traces, a log that ends, and failures that go somewhere. */
export const checkFunctions = ({ stack, template }: StackTemplate): Finding[] => [
  ...ofType(template, 'AWS::Lambda::Function')
    .filter(([id]) => !/^(LogRetention|CustomCDK|BucketNotif|AWS679f)/.test(id))
    .flatMap(([id, p]) => {
      const where = `${stack} ${id}`;
      const traced = isRecord(p['TracingConfig']) && p['TracingConfig']['Mode'] === 'Active';
      return [
        ...(p['Runtime'] === 'nodejs24.x'
          ? []
          : [{ check: 'functions', where, message: `runs on ${String(p['Runtime'])}` }]),
        ...(traced ? [] : [{ check: 'functions', where, message: 'is not traced' }]),
      ];
    }),
  ...ofType(template, 'AWS::Lambda::EventSourceMapping').flatMap(([id, p]) =>
    asList(p['FunctionResponseTypes']).includes('ReportBatchItemFailures')
      ? []
      : [{ check: 'functions', where: `${stack} ${id}`, message: 'repeats a whole batch for one message' }],
  ),
  ...ofType(template, 'AWS::Logs::LogGroup').flatMap(([id, p]) =>
    p['RetentionInDays'] === undefined
      ? [{ check: 'functions', where: `${stack} ${id}`, message: 'keeps its log for ever' }]
      : [],
  ),
];

/** Containers: no root that can be written, a named image, a log. */
export const checkContainers = ({ stack, template }: StackTemplate): Finding[] =>
  ofType(template, 'AWS::ECS::TaskDefinition').flatMap(([id, p]) =>
    asList(p['ContainerDefinitions'])
      .filter(isRecord)
      .flatMap((container) => {
        const where = `${stack} ${id}`;
        const say = (broken: boolean, message: string): Finding[] =>
          broken ? [{ check: 'containers', where, message }] : [];
        return [
          ...say(container['ReadonlyRootFilesystem'] !== true, 'can write its own code'),
          ...say(container['LogConfiguration'] === undefined, 'keeps no log'),
          ...say(container['Privileged'] === true, 'is the machine’s root'),
          ...say(/:latest/.test(JSON.stringify(container['Image'])), 'runs whatever is the latest'),
        ];
      }),
  );

/** Words by which values that must be nowhere but in Secrets Manager are known. */
const secretLike = /(AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----|xox[abp]-|ghp_\w{36})/;
const secretName = /(password|secret|token|apikey|privatekey)$/i;
/** Names that end so, but hold a name or a switch. */
const harmless =
  /(SecretId|SecretArn|SecretName|TokenValidity|GenerateSecret|UserPassword|AuthorizationToken|RequireSecret)$/;

export const checkSecrets = ({ stack, template }: StackTemplate): Finding[] => {
  const findings: Finding[] = [];
  for (const [id, { Properties, Type }] of Object.entries(template.Resources)) {
    for (const [path, value] of walk(Properties)) {
      if (typeof value !== 'string') continue;
      if (path.includes('TokenValidityUnits')) continue;
      const key = path.at(-1) ?? '';
      const where = `${stack} ${id}`;
      if (secretLike.test(value))
        findings.push({ check: 'secrets', where, message: `${path.join('.')} is a secret` });
      else if (
        secretName.test(key) &&
        !harmless.test(key) &&
        !isReference(value) &&
        Type !== 'AWS::Cognito::UserPool'
      ) {
        findings.push({ check: 'secrets', where, message: `${path.join('.')} is written out` });
      }
    }
  }
  return findings;
};

const isReference = (value: string): boolean =>
  value.startsWith('{{resolve:secretsmanager:') || value === 'ENABLED';
