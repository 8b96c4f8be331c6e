import { ArnFormat } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import type { Construct } from 'constructs';

import { NightlyCopies } from '../constructs/backup-plan.ts';
import { ProductStack, type ProductStackProps } from './product-stack.ts';

/** Nightly copies of the data to another region. */
export class RecoveryStack extends ProductStack {
  constructor(scope: Construct, { elsewhere, ...props }: ProductStackProps & { readonly elsewhere: string }) {
    super(scope, 'recovery', props, 'Nightly copies of the data');
    const vault = this.formatArn({
      service: 'backup',
      region: elsewhere,
      resource: 'backup-vault',
      resourceName: `vidkit-${props.config.name}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    new NightlyCopies(this, 'Copies', {
      name: `vidkit-${props.config.name}`,
      elsewhere: BackupVault.fromBackupVaultArn(this, 'Elsewhere', vault),
      keepDays: props.config.database.backupDays,
    });
  }
}
