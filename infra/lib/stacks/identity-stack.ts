import type { Construct } from 'constructs';

import { People } from '../constructs/user-pool.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

/** Who people are. */
export class IdentityStack extends ProductStack {
  readonly people: People;

  constructor(scope: Construct, { publicUrl, ...props }: ProductStackProps & { readonly publicUrl: string }) {
    super(scope, 'identity', props, 'People, their passwords and second factors');
    this.people = new People(this, 'People', {
      settings: props.config.identity,
      name: `vidkit-${props.config.name}`,
      publicUrl,
      protect: this.protect,
    });
  }
}
