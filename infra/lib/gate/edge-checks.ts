import { asList, type Finding, isRecord, ofType, type StackTemplate, walk } from './assembly.ts';

/** Networks are spelled so that EC2 takes them, and no door of ours is open to everybody. */
export const checkNetworks = ({ stack, template }: StackTemplate): Finding[] => {
  const findings: Finding[] = [];
  for (const [id, { Properties }] of Object.entries(template.Resources)) {
    for (const [path, value] of walk(Properties)) {
      const key = path.at(-1) ?? '';
      if (
        /^(CidrBlock|CidrIp|DestinationCidrBlock)$/.test(key) &&
        typeof value === 'string' &&
        !isCidr(value)
      ) {
        findings.push({ check: 'networks', where: `${stack} ${id}`, message: `${value} is no network` });
      }
    }
  }
  for (const [id, p] of ofType(template, 'AWS::EC2::SecurityGroup')) {
    for (const rule of asList(p['SecurityGroupIngress']).filter(isRecord))
      findings.push(...open(stack, id, rule));
  }
  for (const [id, p] of ofType(template, 'AWS::EC2::SecurityGroupIngress'))
    findings.push(...open(stack, id, p));
  return findings;
};

const open = (stack: string, id: string, rule: Record<string, unknown>): Finding[] =>
  rule['CidrIp'] === '0.0.0.0/0' || rule['CidrIpv6'] === '::/0'
    ? [{ check: 'networks', where: `${stack} ${id}`, message: 'is open to everybody' }]
    : [];

const isCidr = (text: string): boolean => {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!found) return false;
  const [, ...parts] = found;
  return parts.slice(0, 4).every((part) => Number(part) < 256) && Number(parts[4]) <= 32;
};

/** Nothing gets around the firewall, and media are given to nobody without a right. */
export const checkDistribution = ({ stack, template }: StackTemplate): Finding[] =>
  ofType(template, 'AWS::CloudFront::Distribution').flatMap(([id, p]) => {
    const config = isRecord(p['DistributionConfig']) ? p['DistributionConfig'] : {};
    const behaviors = [config['DefaultCacheBehavior'], ...asList(config['CacheBehaviors'])].filter(isRecord);
    const where = `${stack} ${id}`;
    const say = (broken: boolean, message: string): Finding[] =>
      broken ? [{ check: 'distribution', where, message }] : [];
    const media = behaviors.filter(({ PathPattern }) => PathPattern === '/p/*' || PathPattern === '/v/*');
    const downloads = behaviors.filter(({ PathPattern }) => PathPattern === '/sources/*');
    return [
      ...say(config['WebACLId'] === undefined, 'has no firewall'),
      ...say(media.length !== 2, 'does not serve /p/* and /v/*'),
      ...say(
        media.some(({ FunctionAssociations }) => asList(FunctionAssociations).length === 0),
        'gives media without asking for the right',
      ),
      ...say(
        downloads.some(({ TrustedKeyGroups }) => asList(TrustedKeyGroups).length === 0),
        'gives originals without a signature',
      ),
      ...say(
        behaviors.some(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy === 'allow-all'),
        'is reached without TLS',
      ),
      ...say(config['HttpVersion'] !== 'http2and3', 'does not speak HTTP/3'),
      ...say(config['Logging'] === undefined, 'keeps no log'),
      ...say(config['CustomErrorResponses'] !== undefined, 'would replace the bodies of the API’s errors'),
      ...say(
        asList(config['Origins'])
          .filter(isRecord)
          .some(
            (origin) =>
              origin['S3OriginConfig'] !== undefined && origin['OriginAccessControlId'] === undefined,
          ),
        'reads a bucket as anybody',
      ),
    ];
  });

export const checkBalancer = ({ stack, template }: StackTemplate): Finding[] => [
  ...ofType(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').flatMap(([id, p]) =>
    p['Scheme'] === 'internal'
      ? []
      : [
          {
            check: 'balancer',
            where: `${stack} ${id}`,
            message: 'has a public address: around the firewall',
          },
        ],
  ),
  ...ofType(template, 'AWS::ElasticLoadBalancingV2::Listener').flatMap(([id, p]) =>
    JSON.stringify(p['DefaultActions']).includes('"fixed-response"')
      ? []
      : [
          {
            check: 'balancer',
            where: `${stack} ${id}`,
            message: 'lets in who does not come by the distribution',
          },
        ],
  ),
  ...ofType(template, 'AWS::ElasticLoadBalancingV2::ListenerRule').flatMap(([id, p]) =>
    JSON.stringify(p['Conditions']).includes('http-header')
      ? []
      : [{ check: 'balancer', where: `${stack} ${id}`, message: 'asks for no header of the distribution' }],
  ),
];
