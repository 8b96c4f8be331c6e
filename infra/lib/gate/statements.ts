import { asList, isRecord, type Template, walk } from './assembly.ts';

/** A statement of a policy somewhere in a template. */
export interface Statement {
  readonly resource: string;
  readonly type: string;
  /** `trust`: who may be a role. `resource`: a policy of a bucket, queue, key or topic. `identity`: of a role. */
  readonly kind: 'trust' | 'resource' | 'identity';
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly principals: readonly unknown[];
  readonly conditions: Record<string, unknown>;
}

export const statementsOf = (template: Template): Statement[] =>
  Object.entries(template.Resources).flatMap(([resource, { Type: type, Properties }]) =>
    [...walk(Properties)].flatMap(([path, value]) => {
      if (path.at(-1) !== 'Statement') return [];
      return asList(value)
        .filter(isRecord)
        .map((statement) => ({
          resource,
          type,
          kind: kindOf(type, path),
          effect: String(statement['Effect']),
          actions: asList(statement['Action']).map(String),
          resources: asList(statement['Resource']),
          principals: principalsOf(statement['Principal']),
          conditions: isRecord(statement['Condition']) ? statement['Condition'] : {},
        }));
    }),
  );

const kindOf = (type: string, path: readonly string[]): Statement['kind'] => {
  if (path.includes('AssumeRolePolicyDocument')) return 'trust';
  if (/^AWS::IAM::/.test(type)) return 'identity';
  return 'resource';
};

const principalsOf = (principal: unknown): unknown[] => {
  if (principal === undefined) return [];
  if (!isRecord(principal)) return [principal];
  return Object.values(principal).flatMap(asList);
};
