import { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { EcsApplication, EcsDeploymentConfig, EcsDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Ec2Service, FargateService, type CfnService, DeploymentControllerType } from 'aws-cdk-lib/aws-ecs';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';
import type { ProductCluster } from './cluster.ts';
import type { Entrance } from './entrance.ts';
import type { Network } from './network.ts';
import type { ProductTask } from './product-task.ts';

export interface ApiServiceProps {
  readonly name: string;
  readonly network: Network;
  readonly cluster: ProductCluster;
  readonly task: ProductTask;
  readonly entrance: Entrance;
  readonly min: number;
  readonly max: number;
  readonly alarms: readonly IAlarm[];
}

/**
 * The API as a service of ECS whose releases belong to CodeDeploy: a tenth of the requests go to the new tasks for five
 * minutes, then all; the old ones wait another ten. Any of the alarms sends everybody back.
 *
 * CloudFormation makes the service once and must not change it afterwards: with CodeDeploy it cannot change the task
 * definition. A release registers a new one of the same family and deploys that.
 */
export class ApiService extends Construct {
  readonly service: FargateService | Ec2Service;
  readonly deployments: EcsDeploymentGroup;

  constructor(scope: Construct, id: string, props: ApiServiceProps) {
    super(scope, id);
    const { network, cluster, task, entrance } = props;
    const common = {
      serviceName: `${props.name}-api`,
      cluster: cluster.cluster,
      taskDefinition: task.definition,
      desiredCount: props.min,
      deploymentController: { type: DeploymentControllerType.CODE_DEPLOY },
      healthCheckGracePeriod: Duration.minutes(2),
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      vpcSubnets: { subnetType: network.taskSubnets },
      securityGroups: [network.tasks],
    };
    this.service = cluster.machines
      ? new Ec2Service(this, 'Service', {
          ...common,
          capacityProviderStrategies: [
            { capacityProvider: cluster.machines.capacityProviderName, weight: 1 },
          ],
        })
      : new FargateService(this, 'Service', {
          ...common,
          assignPublicIp: network.taskSubnets === SubnetType.PUBLIC,
        });
    this.service.attachToApplicationTargetGroup(entrance.blue);
    (this.service.node.defaultChild as CfnService).addPropertyOverride('PropagateTags', 'SERVICE');

    // Requests a target would follow the blue group, which is out of use after every other release.
    this.service
      .autoScaleTaskCount({ minCapacity: props.min, maxCapacity: props.max })
      .scaleOnCpuUtilization('Cpu', {
        targetUtilizationPercent: 55,
        scaleOutCooldown: Duration.seconds(60),
        scaleInCooldown: Duration.minutes(5),
      });

    this.deployments = new EcsDeploymentGroup(this, 'Releases', {
      application: new EcsApplication(this, 'Application', { applicationName: `${props.name}-api` }),
      deploymentGroupName: `${props.name}-api`,
      service: this.service,
      deploymentConfig: EcsDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      blueGreenDeploymentConfig: {
        blueTargetGroup: entrance.blue,
        greenTargetGroup: entrance.green,
        listener: entrance.listener,
        terminationWaitTime: Duration.minutes(10),
      },
      alarms: [...props.alarms],
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    acknowledge(this.deployments, {
      'IAM4[*AWSCodeDeployRoleForECS]': 'It is made by AWS for exactly this and changes with CodeDeploy.',
    });
  }
}
