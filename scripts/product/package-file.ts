import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { repository } from '../bootstrap/folders.mjs';

type Door =
  | string
  | { readonly source?: string; readonly types?: string; readonly node?: string; readonly default?: string };

interface PackageFile {
  readonly exports: Readonly<Record<string, Door>>;
  readonly sideEffects: boolean | readonly string[];
  readonly [field: string]: unknown;
}

/**
 * Writes `<workspace>/dist/package.json`, the package as it is published (`npm publish <workspace>/dist`): inside the
 * repository the doors lead to the sources, outside to what was built from them.
 */
export const writePackageFile = async (workspace: string): Promise<void> => {
  const source = JSON.parse(
    await readFile(join(repository, workspace, 'package.json'), 'utf8'),
  ) as PackageFile;
  const { devDependencies: _dev, files: _files, private: _private, ...kept } = source;
  const published = {
    ...kept,
    exports: Object.fromEntries(
      Object.entries(source.exports).map(([door, target]) => [door, publishedDoor(target)]),
    ),
    sideEffects: Array.isArray(source.sideEffects) ? ['./esm/define/*.js'] : source.sideEffects,
    ...('customElements' in source && { customElements: './custom-elements.json' }),
  };
  await writeFile(
    join(repository, workspace, 'dist/package.json'),
    `${JSON.stringify(published, null, 2)}\n`,
  );
  await copyFile(join(repository, workspace, 'README.md'), join(repository, workspace, 'dist/README.md'));
  await copyFile(join(repository, 'LICENSE'), join(repository, workspace, 'dist/LICENSE'));
};

const publishedDoor = (target: Door): Door => {
  const { source, node, types }: Exclude<Door, string> =
    typeof target === 'string' ? { source: target } : target;
  if (!source?.endsWith('.ts')) return typeof target === 'string' ? inDist(target) : typesOnly(types);
  const path = source.replace(/^\.\/src\//, '').replace(/\.ts$/, '');
  return { types: `./types/${path}.d.ts`, ...(node && { node: inDist(node) }), default: `./esm/${path}.js` };
};

const typesOnly = (types = ''): Door => ({ types: inDist(types) });

const inDist = (path: string): string => path.replace(/^\.\/dist\//, './');
