import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { Finding, StackTemplate } from './assembly.ts';

/** There is no cfn-guard for this kind of machine. */
export class GuardMissingError extends Error {
  readonly code = 'guard_missing';

  constructor() {
    super(`cfn-guard has no program for ${process.platform} on ${process.arch}.`);
    this.name = 'GuardMissingError';
  }
}

const pack = dirname(createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
const rules = join(pack, 'rules/control-tower/cfn-guard');

const program = (): string => {
  const system = { linux: 'ubuntu', darwin: 'macos' }[process.platform as string];
  const machine = { x64: 'x86_64', arm64: 'aarch64' }[process.arch as string];
  if (system === undefined || machine === undefined) throw new GuardMissingError();
  const path = join(pack, 'bin', system, machine, 'cfn-guard');
  chmodSync(path, 0o755);
  return path;
};

/** Rules that are left out, by their code of AWS Control Tower, with the reason: `guard-rules.txt`. */
export const leftOut = (): Map<string, string> =>
  new Map(
    readFileSync(join(import.meta.dirname, '../../guard-rules.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [code = '', ...reason] = line.split(/\s+/);
        return [code, reason.join(' ')] as const;
      }),
  );

export const guardRuleCount = (): number =>
  readdirSync(rules, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.guard')).length;

interface Report {
  readonly name: string;
  readonly not_compliant: readonly { readonly Rule: { readonly name: string } }[];
}

/** Control Tower's rules over templates, without those that are left out. Throws `GuardMissingError`. */
export const checkGuard = async (stacks: readonly StackTemplate[]): Promise<Finding[]> => {
  const without = leftOut();
  const data = stacks.flatMap(({ file }) => ['--data', file]);
  const args = [
    'validate',
    '--rules',
    rules,
    ...data,
    '--output-format',
    'json',
    '--structured',
    '--show-summary',
    'none',
  ];
  const reports = JSON.parse(await run(program(), args)) as Report[];
  return reports.flatMap(({ name, not_compliant: broken }) =>
    broken
      .flatMap((rule) =>
        codesOf(rule).map((code) => ({ code, rule: rule.Rule.name, resources: resourcesOf(rule) })),
      )
      .filter(({ code }) => !without.has(code))
      .map(({ code, rule, resources }) => ({
        check: 'guard',
        where: `${name.split('/').at(-1)?.replace('.template.json', '') ?? name} ${resources.join(', ')}`,
        message: `${code} ${rule}`,
      })),
  );
};

const codesOf = (rule: unknown): string[] => {
  const codes = new Set([...JSON.stringify(rule).matchAll(/\[(CT\.[\w.]+)\]/g)].map(([, code = '']) => code));
  return codes.size > 0 ? [...codes] : ['none'];
};

const resourcesOf = (rule: unknown): string[] => [
  ...new Set([...JSON.stringify(rule).matchAll(/"path":"\/Resources\/(\w+)/g)].map(([, id = '']) => id)),
];

/** It ends with 19 when rules are broken, which is an answer. */
const run = (path: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(path, args, { maxBuffer: 512 * 1024 ** 2, timeout: 120_000 }, (error, stdout) => {
      if (error && error.code !== 19) reject(new Error('cfn-guard failed', { cause: error }));
      else resolve(stdout);
    });
  });
