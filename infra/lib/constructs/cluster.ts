import { Duration } from 'aws-cdk-lib';
import { AutoScalingGroup, GroupMetrics, HealthChecks, TerminationPolicy } from 'aws-cdk-lib/aws-autoscaling';
import {
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  InstanceType,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import {
  AmiHardwareType,
  AsgCapacityProvider,
  Cluster as EcsCluster,
  ContainerInsights,
  EcsOptimizedImage,
} from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';
import type { Network } from './network.ts';

export interface ProductClusterProps {
  readonly name: string;
  readonly network: Network;
  /** Machines of our own for the API; null: Fargate has them. */
  readonly machines: { readonly instance: string; readonly min: number; readonly max: number } | null;
}

/**
 * ECS runs the containers. On Fargate nobody looks after machines; `compute: 'ec2'` puts an Auto Scaling group of EC2
 * instances below the API instead, which is cheaper once its load is large and even, and takes reserved instances.
 */
export class ProductCluster extends Construct {
  readonly cluster: EcsCluster;
  readonly machines: AsgCapacityProvider | null;
  readonly group: AutoScalingGroup | null;

  constructor(scope: Construct, id: string, { name, network, machines }: ProductClusterProps) {
    super(scope, id);
    this.cluster = new EcsCluster(this, 'Cluster', {
      clusterName: name,
      vpc: network.vpc,
      containerInsightsV2: ContainerInsights.ENABLED,
      enableFargateCapacityProviders: true,
    });
    this.group = machines ? this.#group(network, machines) : null;
    this.machines = this.group
      ? new AsgCapacityProvider(this, 'Machines', {
          capacityProviderName: `${name}-machines`,
          autoScalingGroup: this.group,
          targetCapacityPercent: 80,
          enableManagedTerminationProtection: true,
        })
      : null;
    if (this.machines) this.cluster.addAsgCapacityProvider(this.machines);
  }

  #group(network: Network, machines: NonNullable<ProductClusterProps['machines']>): AutoScalingGroup {
    const role = new Role(this, 'MachineRole', {
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonEC2ContainerServiceforEC2Role'),
        ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'),
      ],
    });
    const why = 'Made by AWS for machines of ECS; it changes with the agent.';
    acknowledge(role, {
      'IAM4[*AmazonEC2ContainerServiceforEC2Role]': why,
      'IAM4[*AmazonSSMManagedInstanceCore]':
        'Shells by Session Manager, so that no machine needs a key or an open port.',
      'IAM5[*]': why,
    });
    const template = new LaunchTemplate(this, 'Machine', {
      machineImage: EcsOptimizedImage.amazonLinux2023(AmiHardwareType.ARM),
      instanceType: new InstanceType(machines.instance),
      role,
      userData: UserData.forLinux(),
      securityGroup: network.tasks,
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      httpPutResponseHopLimit: 1,
      detailedMonitoring: true,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: BlockDeviceVolume.ebs(50, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }),
        },
      ],
    });
    const group = new AutoScalingGroup(this, 'Group', {
      vpc: network.vpc,
      vpcSubnets: { subnetType: network.taskSubnets },
      launchTemplate: template,
      minCapacity: machines.min,
      maxCapacity: machines.max,
      healthChecks: HealthChecks.ec2({ gracePeriod: Duration.minutes(2) }),
      groupMetrics: [GroupMetrics.all()],
      // New images and faults reach every machine within a week.
      maxInstanceLifetime: Duration.days(7),
      newInstancesProtectedFromScaleIn: true,
      terminationPolicies: [TerminationPolicy.OLDEST_LAUNCH_TEMPLATE, TerminationPolicy.DEFAULT],
    });
    acknowledge(group, { AS3: 'Machines come and go with tasks; alarms are about those.' });
    return group;
  }
}
