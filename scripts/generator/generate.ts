import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from '../bootstrap/failure.mjs';
import { repository } from '../bootstrap/folders.mjs';
import { write, type Changes } from './changes.ts';
import { newElement } from './new-element.ts';
import { newFeature } from './new-feature.ts';

interface Kind {
  make(root: string, name: string): Promise<Changes>;
  readonly next: readonly string[];
}

const kinds: Readonly<Record<string, Kind>> = {
  element: {
    make: newElement,
    next: [
      'The class comment is the manual of the element: npm run storybook shows it.',
      'Test it alone, in elements: npx wtr --group default --files "src/NAME/*.test.ts"',
    ],
  },
  feature: {
    make: newFeature,
    next: [
      'Shape the schema first, then the migration; a migration that has run anywhere is not edited any more.',
      'Reads need the scope videos:read and writes videos:write: change that in contracts/src/operations.ts.',
    ],
  },
};

const usage = `npm run new -- element NAME   a custom element: <vid-NAME> with styles, texts, test and story
npm run new -- feature NAME   an API feature: contract, table, routes, service, repository and test`;

/** `npm run new`: works out every change before it writes the first one. Fails with what is wrong. */
export const generate = async (args: readonly string[], root: string = repository): Promise<void> => {
  const [kindName = '', name, ...rest] = args;
  const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined;
  if (!kind || name === undefined || rest.length > 0) throw new Failure('failed', usage);

  const changes = await kind.make(root, name);
  const isNew = new Map([...changes.keys()].map((path) => [path, !existsSync(join(root, path))]));
  await write(root, changes);
  for (const path of changes.keys()) console.log(`${isNew.get(path) ? 'made   ' : 'changed'}  ${path}`);
  console.log(`\n${kind.next.join('\n').replaceAll('NAME', name)}`);
};
