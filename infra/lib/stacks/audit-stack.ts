import type { Construct } from 'constructs';

import type { ObjectStores } from '../constructs/object-stores.ts';
import { Traces } from '../constructs/traces.ts';
import { AuditTrail } from '../constructs/trail.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

/** Who did what, and what caused what. */
export class AuditStack extends ProductStack {
  constructor(scope: Construct, { stores, ...props }: ProductStackProps & { readonly stores: ObjectStores }) {
    super(scope, 'audit', props, 'Trail and traces');
    const name = `vidkit-${props.config.name}`;
    new AuditTrail(this, 'Audit', {
      name,
      sources: stores.sources,
      logs: stores.logs,
      logDays: this.logDays,
      lockedDays: props.config.tier === 'prod' ? 365 : 30,
    });
    new Traces(this, 'Traces', { name });
  }
}
