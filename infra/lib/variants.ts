import { readPreset } from './presets.ts';

/** What the gate looks at: every preset, and the choices that none of them makes. */
export interface Variant {
  readonly name: string;
  readonly config: unknown;
  readonly protect: boolean;
}

type Preset = Record<string, Record<string, unknown>>;

export const variants = async (): Promise<Variant[]> => {
  const dev = (await readPreset('dev')) as Preset;
  const small = (await readPreset('small')) as Preset;
  const prod = (await readPreset('prod')) as Preset;
  const ec2 = { ...prod['api'], compute: 'ec2', instance: 'm7g.large', tokenGate: false };
  return [
    { name: 'dev', config: dev, protect: false },
    {
      name: 'dev without NAT',
      config: { ...dev, network: { zones: 2, natGateways: 0 } },
      protect: false,
    },
    { name: 'small', config: small, protect: true },
    { name: 'prod', config: prod, protect: true },
    {
      name: 'prod without recovery',
      config: { ...prod, recovery: { mode: 'none', region: null } },
      protect: true,
    },
    { name: 'prod on EC2', config: { ...prod, api: ec2 }, protect: true },
    { name: 'prod with everything', config: everything(prod, ec2), protect: true },
  ];
};

/** All that can be chosen, at once: most resources, so most that can be wrong. */
const everything = (prod: Preset, ec2: unknown): unknown => ({
  ...prod,
  api: ec2,
  redis: { ...prod['redis'], shards: 2 },
  recovery: { mode: 'warm', region: 'eu-west-1' },
  edge: { ...prod['edge'], shieldAdvanced: true },
  identity: {
    google: { clientId: 'client.example', secretName: 'vidkit/prod/google' },
    facebook: { clientId: '123456789012', secretName: 'vidkit/prod/facebook' },
    sms: true,
  },
  views: {
    ...prod['views'],
    quicksightPrincipal: 'arn:aws:quicksight:eu-central-1:111122223333:user/default/operator',
  },
  delivery: { ...prod['delivery'], promotesTo: 'dev' },
});
