import { createRequire } from 'node:module';

import type { Finding, StackTemplate } from './assembly.ts';

interface Diagnostic {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly logicalId?: string;
}

interface Engine {
  validateTemplate(template: object): { readonly diagnostics: readonly Diagnostic[] };
}

interface Validator {
  readonly CompositeEngine: new () => Engine;
  readonly TemplateContent: new (text: string) => object;
}

/** The validator that comes with CDK; it is no dependency of ours, so it is found from there. */
const load = (): Validator => {
  const ours = createRequire(import.meta.url);
  return createRequire(ours.resolve('aws-cdk-lib'))('@aws/cloudformation-validate') as Validator;
};

/** Warnings that are errors at the service: a value out of its list, a runtime that is none. */
const grave = new Set(['W3030', 'W2531', 'W3011']);

/** The services' own schemas: properties, types, patterns, ranges, references. */
export class ServiceRules {
  readonly #validator = load();
  readonly #engine = new this.#validator.CompositeEngine();

  check({ stack, template }: Pick<StackTemplate, 'stack' | 'template'>): Finding[] {
    const content = new this.#validator.TemplateContent(JSON.stringify(template));
    return this.#engine
      .validateTemplate(content)
      .diagnostics.filter(({ severity, ruleId }) => isError(severity) || grave.has(ruleId))
      .map(({ ruleId, message, logicalId }) => ({
        check: 'service rules',
        where: `${stack} ${logicalId ?? ''}`.trim(),
        message: `${ruleId} ${message}`,
      }));
  }
}

const isError = (severity: string): boolean => severity === 'ERROR' || severity === 'FATAL';
