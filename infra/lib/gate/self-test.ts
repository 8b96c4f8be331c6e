import type { Finding, StackTemplate } from './assembly.ts';
import { checkTemplate } from './check-templates.ts';
import { type Mutation, mutations } from './mutations.ts';
import type { ServiceRules } from './service-rules.ts';

export interface Caught {
  readonly mutation: string;
  /** The check that noticed; null: none did. */
  readonly by: string | null;
  readonly stack: string;
}

/**
 * Breaks each template in each way that fits it, and asks the checks what is new. A gate that never fails proves nothing;
 * this one shows for every kind of fault that it is seen in a real template, and by which check.
 */
export const selfTest = async (
  stacks: readonly StackTemplate[],
  { rules, chosen = mutations }: { rules: ServiceRules; chosen?: readonly Mutation[] },
): Promise<Caught[]> => {
  const results: Caught[] = [];
  const sound = new Map<string, ReadonlySet<string>>();
  for (const mutation of chosen) {
    let fits = false;
    for (const stack of stacks) {
      const template = structuredClone(stack.template);
      if (!mutation.apply(template)) continue;
      fits = true;
      const known = sound.get(stack.stack) ?? new Set((await findingsOf(stack, rules)).map(keyOf));
      sound.set(stack.stack, known);
      const fresh = (await findingsOf({ ...stack, template }, rules)).find((one) => !known.has(keyOf(one)));
      results.push({ mutation: mutation.name, by: fresh?.check ?? null, stack: stack.stack });
      break;
    }
    if (!fits) results.push({ mutation: mutation.name, by: null, stack: 'no template has it' });
  }
  return results;
};

const findingsOf = async (stack: StackTemplate, rules: ServiceRules): Promise<Finding[]> => [
  ...(await checkTemplate(stack, { protect: true })),
  ...rules.check(stack),
];

const keyOf = ({ check, where, message }: Finding): string => `${check}|${where}|${message}`;
