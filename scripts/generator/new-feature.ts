import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from '../bootstrap/failure.mjs';
import { afterLast, before, fromTemplates, type Changes, type Destinations } from './changes.ts';
import { featureNames, fill, type Names } from './names.ts';

const feature = 'api/src/features/{{many}}/{{many}}';
const destinations: Destinations = {
  'schema.template': 'contracts/src/schemas/{{one}}.ts',
  'migration.template': 'api/migrations/{{number}}_{{migration}}.ts',
  'routes.template': `${feature}.routes.ts`,
  'service.template': `${feature}.service.ts`,
  'repository.template': `${feature}.repository.ts`,
  'test.template': `${feature}.e2e.test.ts`,
};

const paths = `
  list{{Many}}: 'GET /v1/{{many}}',
  create{{One}}: 'POST /v1/{{many}}',
  get{{One}}: 'GET /v1/{{many}}/:id',
  delete{{One}}: 'DELETE /v1/{{many}}/:id',
`;

const operations = `
  list{{Many}}: {
    tag: '{{ManyWords}}',
    summary: 'My {{manyWords}}, newest first',
    auth: 'required',
    scope: 'videos:read',
    query: pageQuery,
    status: 200,
    response: page({{oneCamel}}),
    errors: ['invalid_cursor'],
  },
  create{{One}}: {
    tag: '{{ManyWords}}',
    summary: 'Make {{article}} {{oneWords}}',
    auth: 'required',
    scope: 'videos:write',
    body: create{{One}},
    status: 201,
    response: {{oneCamel}},
    idempotent: true,
    errors: [],
  },
  get{{One}}: {
    tag: '{{ManyWords}}',
    summary: 'One of my {{manyWords}}',
    auth: 'required',
    scope: 'videos:read',
    params: byId,
    status: 200,
    response: {{oneCamel}},
    errors: ['not_found'],
  },
  delete{{One}}: {
    tag: '{{ManyWords}}',
    summary: 'Delete {{article}} {{oneWords}}',
    auth: 'required',
    scope: 'videos:write',
    params: byId,
    status: 204,
    errors: ['not_found'],
  },
`;

/** An API feature from the contract to the table, tested on a real database. */
export const newFeature = async (root: string, name: string): Promise<Changes> => {
  const names: Names = { ...featureNames(name), number: await nextMigration(root) };
  const changes = await fromTemplates(root, 'feature', destinations, names);
  const edit = async (path: string, change: (text: string) => string): Promise<void> => {
    changes.set(path, change(await readFile(join(root, path), 'utf8')));
  };

  await edit('contracts/src/paths.ts', (text) => {
    if (text.includes(`/v1/${names['many']}'`))
      throw new Failure('failed', `/v1/${names['many']} is there already.`);
    return before(text, '} as const;', fill(paths, names));
  });
  await edit('contracts/src/operations.ts', (text) =>
    before(
      afterLast(
        text,
        / from '\.\/schemas\/.*';$/,
        fill(`import { create{{One}}, {{oneCamel}} } from './schemas/{{one}}.ts';`, names),
      ),
      '});\n\nexport type Operations',
      fill(operations, names),
    ),
  );
  await edit('api/src/compose.ts', (text) => {
    const imports = [
      `import { {{Many}}Repository } from './features/{{many}}/{{many}}.repository.ts';`,
      `import { {{manyCamel}}Routes } from './features/{{many}}/{{many}}.routes.ts';`,
      `import { {{Many}}Service } from './features/{{many}}/{{many}}.service.ts';`,
    ].join('\n');
    const made = `  const {{manyCamel}} = new {{Many}}Service({ {{manyCamel}}: new {{Many}}Repository(knex), people, cursors });\n`;
    const withImports = afterLast(text, / from '\.\/features\/.*';$/, fill(imports, names));
    const withService = before(withImports, '\n  let accepting = false;', fill(made, names));
    return before(
      withService,
      '    ],\n    objectDoor:',
      fill('      ...{{manyCamel}}Routes({{manyCamel}}),\n', names),
    );
  });
  return changes;
};

const nextMigration = async (root: string): Promise<string> => {
  const numbers = (await readdir(join(root, 'api/migrations'))).map((file) => Number.parseInt(file, 10) || 0);
  return String(Math.max(0, ...numbers) + 1).padStart(4, '0');
};
