import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { askAdvice, checkReasons } from '../lib/gate/advice.ts';
import { type Finding, readAssembly, type StackTemplate } from '../lib/gate/assembly.ts';
import { ownChecks } from '../lib/gate/check-templates.ts';
import { checkGuard, guardRuleCount, leftOut } from '../lib/gate/guard.ts';
import { countActions } from '../lib/gate/iam-checks.ts';
import { selfTest } from '../lib/gate/self-test.ts';
import { ServiceRules } from '../lib/gate/service-rules.ts';
import { checkGraph, stackGraph } from '../lib/gate/stack-graph.ts';
import { acknowledgementsOf } from '../lib/constructs/acknowledge.ts';
import { presetNames } from '../lib/presets.ts';
import { variants } from '../lib/variants.ts';
import { vidkitApp } from '../lib/vidkit-app.ts';
import { placeholderBundles } from '../test/placeholder-bundles.ts';

/**
 * `npm run verify:infra`: all that can be known of the stacks without an account. A line for each gate with its count; what
 * a gate has against something follows it. Ends with 1 when there is anything.
 */
const infra = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'vidkit-verify-'));
const bundles = placeholderBundles();
process.on('exit', () => {
  for (const folder of [scratch, bundles]) rmSync(folder, { recursive: true, force: true });
});
let failures = 0;
const startedAt = performance.now();

const say = (gate: string, what: string, findings: readonly Finding[] = []): void => {
  console.log(`${findings.length === 0 ? 'ok  ' : 'FAIL'} ${gate.padEnd(18)} ${what}`);
  for (const { where, message } of findings) console.log(`       ${where}: ${message}`);
  failures += findings.length;
};

const run = (
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { code: number; output: string; ms: number } => {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: infra,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
    env: { ...process.env, AWS_EC2_METADATA_DISABLED: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', ...env },
  });
  return { code: status ?? 1, output: `${stdout}${stderr}`, ms: Math.round(performance.now() - begun) };
};

const failed = (check: string, { code, output }: { code: number; output: string }): Finding[] =>
  code === 0
    ? []
    : [{ check, where: check, message: output.trim().split('\n').slice(-20).join('\n       ') }];

const require = createRequire(import.meta.url);

/** Exact versions: what validates today validates tomorrow. */
const checkPins = (): Finding[] => {
  const { devDependencies } = JSON.parse(readFileSync(join(infra, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return Object.entries(devDependencies)
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => ({ check: 'pins', where: name, message: `${version} is no exact version` }));
};

/** The command line as an operator starts it, without a network and with the default rules of CDK. */
const checkSynthesis = (): void => {
  const cli = join(require.resolve('aws-cdk/package.json'), '../bin/cdk');
  for (const name of presetNames()) {
    const result = run([cli, 'synth', '--no-notices', '-q', '--output', join(scratch, `cli-${name}`)], {
      VIDKIT_ENVIRONMENT: name,
      VIDKIT_BUNDLES: bundles,
    });
    say('synth', `${name}: cdk synth offline, ${(result.ms / 1000).toFixed(1)} s`, failed('synth', result));
  }
};

const checkVariant = async (
  { name, config, protect }: Awaited<ReturnType<typeof variants>>[number],
  rules: ServiceRules,
): Promise<StackTemplate[]> => {
  const outdir = join(scratch, name.replaceAll(' ', '-'));
  const app = vidkitApp({ config, bundles, imageTag: 'verify', outdir });
  app.synth();
  const stacks = readAssembly(outdir);
  const resources = stacks.reduce((sum, { template }) => sum + Object.keys(template.Resources).length, 0);
  console.log(`\n${name}: ${stacks.length} stacks, ${resources} resources`);

  say(
    'service rules',
    `${stacks.length} templates, W3030 and its like as errors`,
    stacks.flatMap((one) => rules.check(one)),
  );
  for (const [check, of] of Object.entries(ownChecks)) {
    const findings = (await Promise.all(stacks.map(async (one) => of(one, { protect })))).flat();
    const detail =
      check === 'iam actions' ? `, ${stacks.reduce((sum, one) => sum + countActions(one), 0)} actions` : '';
    say(check, `${stacks.length} templates${detail}`, findings);
  }
  const advice = askAdvice(app);
  const reasons = acknowledgementsOf(app);
  say('advice (cdk-nag)', `${advice.acknowledged} findings stand by ${reasons.length} written reasons`, [
    ...advice.findings,
    ...checkReasons(reasons),
  ]);
  say(
    'guard',
    `${guardRuleCount()} rules, ${leftOut().size} left out by guard-rules.txt`,
    await checkGuard(stacks),
  );
  say('stack graph', `${stackGraph(outdir).size} stacks without circles`, checkGraph(stackGraph(outdir)));
  return stacks;
};

say('pins', 'exact versions', checkPins());
const types = run([
  join(require.resolve('@typescript/native/package.json'), '../bin/tsc'),
  '-p',
  '.',
  '--pretty',
  'false',
]);
say('types', `tsc, ${(types.ms / 1000).toFixed(1)} s`, failed('types', types));
const tests = run(['--test', '--test-reporter=tap', 'test/*.test.ts']);
const passed = /^# pass (\d+)/m.exec(tests.output)?.[1] ?? '0';
say('tests', `${passed} of configurations, stacks, events, routes`, failed('tests', tests));
checkSynthesis();

// The rules are asked below with the same engine, per template and with the warnings that matter.
process.env['CDK_VALIDATION'] = 'false';
const rules = new ServiceRules();
let broadest: StackTemplate[] = [];
for (const variant of await variants()) {
  const stacks = await checkVariant(variant, rules);
  if (stacks.length >= broadest.length) broadest = stacks;
}

console.log('\nself-test: faults planted into the templates of the broadest variant');
const caught = await selfTest(broadest, { rules });
for (const { mutation, by, stack } of caught)
  console.log(`     ${mutation.padEnd(46)} ${by ?? 'NOT SEEN'} (${stack})`);
const seen = caught.filter(({ by }) => by !== null).length;
say(
  'self-test',
  `caught ${seen}/${caught.length}`,
  caught
    .filter(({ by }) => by === null)
    .map(({ mutation, stack }) => ({ check: 'self-test', where: stack, message: `${mutation} is not seen` })),
);
console.log(
  `\n${failures === 0 ? 'all gates passed' : `${failures} findings`} in ${Math.round((performance.now() - startedAt) / 1000)} s`,
);
if (failures > 0) process.exitCode = 1;
