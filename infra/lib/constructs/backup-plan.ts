import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupVault,
  type IBackupVault,
} from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

import { acknowledge } from './acknowledge.ts';

export interface CopiesProps {
  readonly name: string;
  /** The vault of the other region. */
  readonly elsewhere: IBackupVault;
  readonly keepDays: number;
}

/** A vault that deletes nothing before its time. */
export class Vault extends BackupVault {
  constructor(scope: Construct, id: string, { name, keepDays }: { name: string; keepDays: number }) {
    super(scope, id, {
      backupVaultName: name,
      removalPolicy: RemovalPolicy.RETAIN,
      lockConfiguration: {
        minRetention: Duration.days(7),
        maxRetention: Duration.days(Math.max(365, keepDays)),
      },
    });
  }
}

/**
 * AWS Backup carries a copy of the database and the table to another region each night. The region's own back-ups go back
 * to any second; this is for the day on which the region is gone, or somebody deletes everything in it.
 */
export class NightlyCopies extends Construct {
  constructor(scope: Construct, id: string, { name, elsewhere, keepDays }: CopiesProps) {
    super(scope, id);
    const vault = new Vault(this, 'Vault', { name, keepDays });
    const plan = new BackupPlan(this, 'Plan', { backupPlanName: name, backupVault: vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'nightly',
        scheduleExpression: Schedule.cron({ hour: '2', minute: '30' }),
        deleteAfter: Duration.days(keepDays),
        copyActions: [{ destinationBackupVault: elsewhere, deleteAfter: Duration.days(keepDays) }],
      }),
    );
    const selection = plan.addSelection('Data', {
      backupSelectionName: 'data',
      resources: [BackupResource.fromTag('backup', name)],
      allowRestores: true,
    });
    const why = 'Made by AWS for its own service; what is backed up is chosen by tag.';
    acknowledge(selection, {
      'IAM4[*ForBackup]': why,
      'IAM4[*ForRestores]': why,
    });
  }
}
