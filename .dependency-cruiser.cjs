/** The arrows of docs/architecture.md. Each rule says what would go wrong without it. */
const tests = '\\.test\\.ts$|/testing/|-suite\\.ts$|\\.fixture\\.ts$';

/** `from` may reach only the named workspaces beside itself. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: {
    path: '^(contracts|platform|elements|studio|api|pipelines|infra|storybook|e2e|scripts|bench)/',
    pathNot: `^(${allowed.join('|')})/`,
  },
});

/** A package stays behind the folders that are its border. */
const confined = (name, packages, homes, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(contracts|platform|elements|studio|api|pipelines)/', pathNot: `${homes}|${tests}` },
  to: { path: `node_modules/(${packages})/`, dependencyTypesNot: ['type-only'] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two modules that need each other cannot be read, tested or moved one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that does not resolve breaks at run time, where no type checker looks.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    only(
      'contracts-is-a-leaf',
      '^contracts/',
      ['contracts'],
      'The language belongs to nobody; it runs in every browser and every process.',
    ),
    only(
      'platform-knows-contracts',
      '^platform/',
      ['platform', 'contracts'],
      'Ports and adapters must not know what the product does with them.',
    ),
    only(
      'elements-know-contracts',
      '^elements/',
      ['elements', 'contracts'],
      'Elements are published alone: they may not carry server or studio code to other pages.',
    ),
    only(
      'studio-knows-elements',
      '^studio/',
      ['studio', 'elements', 'contracts'],
      'The studio is a client like any other; it speaks to the API over HTTP only.',
    ),
    only(
      'api-knows-platform',
      '^api/(src|migrations)/',
      ['api', 'contracts', 'platform'],
      'The API speaks to the pipelines by events, so that either can run elsewhere.',
    ),
    only(
      'pages-are-browser-code',
      '^api/pages/',
      ['api/pages', 'contracts', 'elements'],
      'Scripts of the server-rendered pages run in browsers: elements and contracts, never server code.',
    ),
    only(
      'pipelines-know-platform',
      '^pipelines/',
      ['pipelines', 'contracts', 'platform'],
      'Pipelines speak in events; only the API writes the database.',
    ),
    only(
      'infra-knows-contracts',
      '^infra/',
      ['infra', 'contracts'],
      'Stacks name code by its path; what they deploy must not run while they are synthesised.',
    ),
    only(
      'storybook-shows-elements',
      '^storybook/',
      ['storybook', 'elements', 'contracts'],
      'The showroom needs no server.',
    ),
    {
      name: 'ports-do-not-know-adapters',
      comment: 'A port that imports an adapter is no port.',
      severity: 'error',
      from: { path: '^platform/src/ports/' },
      to: { path: '^platform/src/(local|redis|aws)/' },
    },
    {
      name: 'no-schemas-in-browsers',
      comment:
        'zod would cost every embedding page more than the element itself; the client takes types only.',
      severity: 'error',
      from: { path: '^(elements/src|studio/src|api/pages|contracts/src/client)/', pathNot: tests },
      to: {
        path: '^contracts/src/(schemas|operations)|node_modules/zod/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'models-have-no-dom',
      comment: 'The logic of a control is tested without a browser, so it renders nothing.',
      severity: 'error',
      from: { path: '^elements/src/[^/]+/model/', pathNot: tests },
      to: { path: 'node_modules/(lit|lit-html|lit-element|@lit)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'registration-only-in-define',
      comment: 'A class can be imported, extended or renamed without a tag appearing on the page.',
      severity: 'error',
      from: { path: '^elements/src/(?!define/)', pathNot: tests },
      to: { path: '^elements/src/define/' },
    },
    confined(
      'express-at-the-door',
      'express',
      '^api/src/(http|features/[^/]+/[^/]+\\.routes\\.ts|pages/)|^api/src/(compose|features/identity/)',
      'Services know nothing of HTTP.',
    ),
    confined(
      'knex-in-repositories',
      'knex',
      '^api/(src/db|migrations)',
      'SQL lives in repositories, which get their connection from db.',
    ),
    confined(
      'aws-in-folders-called-aws',
      '@aws-sdk|@smithy',
      '/(aws|mediaconvert)/',
      'Who looks for what knows AWS finds all of it by the name of the folder.',
    ),
    {
      name: 'cdk-in-infra',
      comment: 'Infrastructure is described in one place.',
      severity: 'error',
      from: { pathNot: '^infra/' },
      to: { path: 'node_modules/(aws-cdk|aws-cdk-lib|constructs|cdk-nag|@cdklabs)/' },
    },
    confined(
      'drivers-in-adapters',
      'pg|pg-boss|ioredis|rate-limiter-flexible|lru-cache|@node-rs',
      '^platform/src/(local|redis)/|^api/src/(db|cli|local|aws)/',
      'Vendors are translated once, in their adapter.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|storybook-static)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.browser.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs'],
    },
    combinedDependencies: true,
  },
};
