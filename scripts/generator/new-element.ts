import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from '../bootstrap/failure.mjs';
import { afterLast, fromTemplates, type Changes, type Destinations } from './changes.ts';
import { elementNames } from './names.ts';

const destinations: Destinations = {
  'element.template': 'elements/src/{{name}}/{{tag}}.ts',
  'styles.template': 'elements/src/{{name}}/{{tag}}.styles.ts',
  'messages.template': 'elements/src/{{name}}/{{name}}.messages.ts',
  'messages-de.template': 'elements/src/{{name}}/messages/{{name}}.messages.de.ts',
  'test.template': 'elements/src/{{name}}/{{tag}}.test.ts',
  'define.template': 'elements/src/define/{{tag}}.ts',
  'stories.template': 'storybook/stories/{{name}}/{{tag}}.stories.ts',
};

/** A custom element with texts, styles, a test and a story, which the bundle of all elements registers. */
export const newElement = async (root: string, name: string): Promise<Changes> => {
  const names = elementNames(name);
  const changes = await fromTemplates(root, 'element', destinations, names);

  const packageFile = 'elements/package.json';
  const manifest = JSON.parse(await readFile(join(root, packageFile), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  if (`./${name}` in manifest.exports)
    throw new Failure('failed', `@vidkit/elements/${name} is there already.`);
  const entry = {
    source: `./src/${name}/vid-${name}.ts`,
    types: `./dist/types/${name}/vid-${name}.d.ts`,
    default: `./dist/esm/${name}/vid-${name}.js`,
  };
  const entries = Object.entries(manifest.exports);
  // Among the other elements, which come first.
  const at = entries.findIndex(([door]) => door === './session');
  manifest.exports = Object.fromEntries(entries.toSpliced(Math.max(at, 0), 0, [`./${name}`, entry]));
  changes.set(packageFile, JSON.stringify(manifest, null, 2));

  const all = 'elements/src/define/all.ts';
  changes.set(
    all,
    afterLast(await readFile(join(root, all), 'utf8'), /^import '.*';$/, `import './vid-${name}.ts';`),
  );
  return changes;
};
