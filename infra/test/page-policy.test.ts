import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { pagePermissions, pagePolicy } from '../lib/constructs/response-headers.ts';

describe('pagePolicy', () => {
  it('says what the API says with the same pages', () => {
    const text = readFileSync(join(import.meta.dirname, '../../api/src/http/security-headers.ts'), 'utf8');
    const theirs = new Set([...text.matchAll(/`([a-z]+(?:-[a-z]+)+) /g)].map(([, name]) => name));
    const ours = pagePolicy([]).split('; ');
    assert.deepEqual(new Set(ours.map((directive) => directive.split(' ')[0])), theirs);
    for (const directive of ours.filter((one) => !/^(style-src|frame-ancestors) /.test(one)))
      assert.ok(text.includes(`\`${directive}\``), directive);
    assert.ok(text.includes(`'${pagePermissions}'`));
  });
});
