import { Stack } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDashboard, CfnDataSet, CfnDataSource, CfnVPCConnection } from 'aws-cdk-lib/aws-quicksight';
import { Construct } from 'constructs';

import { secretUse } from '../secret-use.ts';
import { acknowledge } from './acknowledge.ts';
import type { Network } from './network.ts';
import type { Warehouse } from './warehouse.ts';

export interface ViewDashboardProps {
  readonly name: string;
  readonly network: Network;
  readonly warehouse: Warehouse;
  /** ARN of the user or group of QuickSight whom it belongs to. */
  readonly principal: string;
}

const columns = [
  { name: 'video_id', type: 'STRING' },
  { name: 'day', type: 'DATETIME' },
  { name: 'views', type: 'INTEGER' },
  { name: 'reports', type: 'INTEGER' },
];

/**
 * QuickSight shows the warehouse to people who do not write SQL. Only when it is asked for: the account has to be
 * subscribed, and pays for each reader.
 */
export class ViewDashboard extends Construct {
  constructor(scope: Construct, id: string, { name, network, warehouse, principal }: ViewDashboardProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const role = new Role(this, 'Role', {
      description: 'The way of QuickSight into the network, and to the password of the warehouse',
      assumedBy: new ServicePrincipal('quicksight.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [
          'ec2:CreateNetworkInterface',
          'ec2:ModifyNetworkInterfaceAttribute',
          'ec2:DeleteNetworkInterface',
          'ec2:DescribeSubnets',
          'ec2:DescribeSecurityGroups',
        ],
        resources: ['*'],
      }),
    );
    acknowledge(role, {
      'IAM5[Resource::*]': 'Interfaces of the network have no names before they are made.',
    });
    for (const statement of secretUse(warehouse.secret)) role.addToPrincipalPolicy(statement);
    const connection = new CfnVPCConnection(this, 'Connection', {
      awsAccountId: account,
      vpcConnectionId: name,
      name,
      roleArn: role.roleArn,
      securityGroupIds: [network.tasks.securityGroupId],
      subnetIds: network.vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
    });
    const permissions = (actions: string[]) => [
      { principal, actions: actions.map((one) => `quicksight:${one}`) },
    ];
    const source = new CfnDataSource(this, 'Source', {
      awsAccountId: account,
      dataSourceId: name,
      name,
      type: 'REDSHIFT',
      dataSourceParameters: {
        redshiftParameters: { host: warehouse.host, port: 5439, database: 'vidkit' },
      },
      credentials: { secretArn: warehouse.secret.secretArn },
      vpcConnectionProperties: { vpcConnectionArn: connection.attrArn },
      sslProperties: { disableSsl: false },
      permissions: permissions(['DescribeDataSource', 'DescribeDataSourcePermissions', 'PassDataSource']),
    });
    const set = new CfnDataSet(this, 'Views', {
      awsAccountId: account,
      dataSetId: `${name}-views`,
      name: 'Views a day',
      importMode: 'DIRECT_QUERY',
      physicalTableMap: {
        views: {
          customSql: {
            dataSourceArn: source.attrArn,
            name: 'daily_views',
            sqlQuery: 'SELECT video_id, day, views, reports FROM daily_views',
            columns,
          },
        },
      },
      permissions: permissions([
        'DescribeDataSet',
        'DescribeDataSetPermissions',
        'PassDataSet',
        'DescribeIngestion',
        'ListIngestions',
      ]),
    });
    new CfnDashboard(this, 'Dashboard', {
      awsAccountId: account,
      dashboardId: `${name}-views`,
      name: 'What people watch',
      permissions: permissions(['DescribeDashboard', 'ListDashboardVersions', 'QueryDashboard']),
      definition: {
        dataSetIdentifierDeclarations: [{ identifier: 'views', dataSetArn: set.attrArn }],
        sheets: [
          {
            sheetId: 'views',
            name: 'Views',
            visuals: [
              {
                lineChartVisual: {
                  visualId: 'by-day',
                  title: { visibility: 'VISIBLE', formatText: { plainText: 'Views a day' } },
                  chartConfiguration: {
                    fieldWells: {
                      lineChartAggregatedFieldWells: {
                        category: [
                          {
                            dateDimensionField: {
                              fieldId: 'day',
                              column: column('day'),
                              dateGranularity: 'DAY',
                            },
                          },
                        ],
                        values: [measure('views')],
                      },
                    },
                  },
                },
              },
              {
                barChartVisual: {
                  visualId: 'by-video',
                  title: { visibility: 'VISIBLE', formatText: { plainText: 'Most watched' } },
                  chartConfiguration: {
                    fieldWells: {
                      barChartAggregatedFieldWells: {
                        category: [
                          { categoricalDimensionField: { fieldId: 'video', column: column('video_id') } },
                        ],
                        values: [measure('views')],
                      },
                    },
                  },
                },
              },
            ],
          },
        ],
      },
    });
  }
}

const column = (columnName: string) => ({ dataSetIdentifier: 'views', columnName });

const measure = (name: string) => ({
  numericalMeasureField: {
    fieldId: name,
    column: column(name),
    aggregationFunction: { simpleNumericalAggregation: 'SUM' },
  },
});
