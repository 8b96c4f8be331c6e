import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

export interface ProductDashboardProps {
  readonly name: string;
  readonly alarms: readonly IAlarm[];
  readonly sections: readonly {
    readonly title: string;
    readonly metrics: readonly { readonly title: string; readonly metric: IMetric }[];
  }[];
}

/** One page: what is over, then what people feel, then queues and stores. */
export class ProductDashboard extends Construct {
  constructor(scope: Construct, id: string, { name, alarms, sections }: ProductDashboardProps) {
    super(scope, id);
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: name });
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 }),
    );
    for (const { title, metrics } of sections) {
      dashboard.addWidgets(new TextWidget({ markdown: `## ${title}`, width: 24, height: 1 }));
      dashboard.addWidgets(
        ...metrics.map(
          ({ title: name, metric }) => new GraphWidget({ title: name, left: [metric], width: 6, height: 5 }),
        ),
      );
    }
  }
}
