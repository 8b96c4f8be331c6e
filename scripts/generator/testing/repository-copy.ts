import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { repository } from '../../bootstrap/folders.mjs';

const workspaces = ['contracts', 'platform', 'elements', 'api', 'storybook'];
const files = [
  'package.json',
  '.prettierrc.json',
  'tsconfig.base.json',
  'tsconfig.browser.json',
  'tsconfig.node.json',
];
const built = new Set(['node_modules', 'dist', 'storybook-static', '.cache']);

export interface RepositoryCopy {
  readonly root: string;
  remove(): Promise<void>;
}

/** The sources of the repository in a temporary folder, where workspaces find each other and the packages installed here. */
export const copyRepository = async (): Promise<RepositoryCopy> => {
  const root = await mkdtemp(join(tmpdir(), 'vidkit-generator-'));
  for (const path of [...workspaces, ...files]) {
    await cp(join(repository, path), join(root, path), {
      recursive: true,
      filter: (source) => !built.has(basename(source)),
    });
  }
  const packages = join(repository, 'node_modules');
  await mkdir(join(root, 'node_modules', '@vidkit'), { recursive: true });
  for (const name of await readdir(packages)) {
    if (name !== '@vidkit') await symlink(join(packages, name), join(root, 'node_modules', name));
  }
  for (const name of workspaces) await symlink(join(root, name), join(root, 'node_modules', '@vidkit', name));
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
};
