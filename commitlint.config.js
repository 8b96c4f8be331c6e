/** Conventional commits; the scope is the workspace, or what the whole repository shares. */
export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'scope-enum': [
      2,
      'always',
      [
        'contracts',
        'platform',
        'elements',
        'studio',
        'api',
        'pipelines',
        'infra',
        'storybook',
        'e2e',
        'scripts',
        'bench',
        'docs',
        'release',
      ],
    ],
    'subject-case': [0],
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
    'header-max-length': [2, 'always', 120],
  },
};
