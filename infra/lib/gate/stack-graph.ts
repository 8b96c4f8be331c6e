import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Finding, StackTemplate } from './assembly.ts';

/** Which stack waits for which, as the assembly says. */
export const stackGraph = (folder: string): Map<string, readonly string[]> => {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    artifacts: Record<string, { type: string; dependencies?: string[] }>;
  };
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, { type }]) => type === 'aws:cloudformation:stack',
  );
  const names = new Set(stacks.map(([name]) => name));
  return new Map(
    stacks.map(([name, { dependencies = [] }]) => [name, dependencies.filter((one) => names.has(one))]),
  );
};

/** In the order in which they can be made; throws when there is none. */
export const deployOrder = (graph: ReadonlyMap<string, readonly string[]>): string[] => {
  const order: string[] = [];
  const visiting = new Set<string>();
  const visit = (name: string): void => {
    if (order.includes(name)) return;
    if (visiting.has(name)) throw new Error(`${[...visiting, name].join(' -> ')} is a circle.`);
    visiting.add(name);
    for (const other of graph.get(name) ?? []) visit(other);
    visiting.delete(name);
    order.push(name);
  };
  for (const name of graph.keys()) visit(name);
  return order;
};

const code = /-(api|worker|cluster|media|analytics|edge|delivery|observe|token-gate)$/;
const data = /-(data|storage|registry)$/;

/** No circles, and what holds data waits for nothing that holds code. */
export const checkGraph = (graph: ReadonlyMap<string, readonly string[]>): Finding[] => {
  try {
    deployOrder(graph);
  } catch (error) {
    return [{ check: 'stack graph', where: 'assembly', message: (error as Error).message }];
  }
  return [...graph].flatMap(([name, others]) =>
    data.test(name)
      ? others
          .filter((other) => code.test(other))
          .map((other) => ({ check: 'stack graph', where: name, message: `waits for ${other}` }))
      : [],
  );
};

/** No classic exports: they tie stacks together so that neither can be changed. */
export const checkExports = ({ stack, template }: StackTemplate): Finding[] =>
  Object.entries(template.Outputs ?? {})
    .filter(([, output]) => JSON.stringify(output).includes('"Export"'))
    .map(([id]) => ({ check: 'stack graph', where: `${stack} ${id}`, message: 'is exported' }));
