import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { nullIfMissing } from '@vidkit/platform/ports/object-store';

import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';

/**
 * `storage copy`: the objects of the disk into the store that `S3_…` names. What is there already stays, so that it can be
 * run beside the product, and once more after that was stopped.
 */
export const copyStorage: Command = {
  usage: '',
  summary: 'copy all objects of the disk to the store that S3_… names',
  options: {},
  run: async ({ config }) => {
    // Not loaded elsewhere: the SDK is large.
    const { openS3Objects } = await import('../aws/s3-objects.ts');
    const target = await openS3Objects();
    if (!target) throw new CliError('Where to? S3_MEDIA_BUCKET is not set.');
    const root = join(config.dataDir, 'objects');
    const disk = new DiskObjectStore({ root, publicUrl: config.publicUrl, keys: ['unused'] });
    const folder = await mkdtemp(join(tmpdir(), 'vidkit-copy-'));
    const data = { copied: 0, bytes: 0, already: 0 };
    try {
      for (const { key, size } of await disk.list('')) {
        const there = await nullIfMissing(target.objects.head(key));
        // Revisions never change, and everything else has a new key whenever it does.
        if (there?.size === size) {
          data.already += 1;
          continue;
        }
        // Deleted since it was listed: the product runs beside.
        const found = await nullIfMissing(disk.head(key));
        const path = await nullIfMissing(disk.toFile(key, folder));
        if (found === null || path === null) continue;
        await target.objects.putFile(key, path, found.contentType);
        data.copied += 1;
        data.bytes += size;
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const { copied, bytes, already } = data;
    return { text: `${copied} objects copied, ${bytes} bytes; ${already} were there.`, data };
  },
};
