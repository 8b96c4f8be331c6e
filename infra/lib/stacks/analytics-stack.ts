import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import { acknowledge } from '../constructs/acknowledge.ts';
import { Handler } from '../constructs/handler.ts';
import { Lake } from '../constructs/lake.ts';
import type { Network } from '../constructs/network.ts';
import type { ObjectStores } from '../constructs/object-stores.ts';
import { ViewDashboard } from '../constructs/view-dashboard.ts';
import { ViewStream } from '../constructs/view-stream.ts';
import { Warehouse } from '../constructs/warehouse.ts';
import { tableUse } from '../table-use.ts';
import type { DataStack } from './data-stack.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

export interface AnalyticsStackProps extends ProductStackProps {
  readonly network: Network;
  readonly stores: ObjectStores;
  readonly data: DataStack;
  readonly bundles: string;
}

/** What happens in views: taken, counted, kept, asked. */
export class AnalyticsStack extends ProductStack {
  readonly views: ViewStream;
  readonly counter: Handler;

  constructor(scope: Construct, { network, stores, data, bundles, ...props }: AnalyticsStackProps) {
    super(scope, 'analytics', props, 'What happens in views');
    const { shards, redshiftRpu, quicksightPrincipal } = props.config.views;
    const name = `vidkit-${props.config.name}`;
    this.views = new ViewStream(this, 'Views', { name: `${name}-views`, shards });
    this.counter = new Handler(this, 'views-consumer', {
      bundles,
      name: 'views-consumer',
      what: 'Counts what happens in views',
      timeout: Duration.minutes(1),
      memoryMiB: 512,
      canary: true,
      logDays: this.logDays,
      environment: { DYNAMODB_TABLE: data.table.tableName },
    });
    this.counter.role.addToPrincipalPolicy(tableUse(data.table.tableArn));
    this.views.countBy(this.counter);
    new Lake(this, 'Lake', { stream: this.views.stream, logs: stores.logs, logDays: this.logDays });
    new CfnOutput(this, 'StreamName', { value: this.views.stream.streamName });
    if (redshiftRpu === null) return;

    const warehouse = new Warehouse(this, 'Warehouse', {
      name,
      network,
      stream: this.views.stream,
      key: data.key,
      rpu: redshiftRpu,
      protect: this.protect,
    });
    acknowledge(warehouse, {
      SMG4: 'It is used by a schedule and by people who ask; the guide says how to replace it.',
    });
    if (quicksightPrincipal !== null) {
      new ViewDashboard(this, 'Dashboard', { name, network, warehouse, principal: quicksightPrincipal });
    }
  }
}
