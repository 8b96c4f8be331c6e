import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { errors, mediaFailures } from './errors/catalogue.ts';
import { operations, scopes, type Operation } from './operations.ts';
import { paths } from './paths.ts';

describe('operations', () => {
  const all = Object.entries(operations) as [keyof typeof operations, Operation][];

  it('names codes and scopes that exist', () => {
    for (const [id, operation] of all) {
      for (const code of operation.errors) assert.ok(code in errors, `${id}: ${code}`);
      if (operation.scope) assert.ok(operation.scope in scopes, `${id}: ${operation.scope}`);
    }
  });

  it('has a schema of params exactly where the path has a place', () => {
    for (const [id, operation] of all)
      assert.equal(operation.params !== undefined, paths[id].includes(':'), id);
  });

  it('lets every writing operation ask for a scope, but for what visitors may do, too', () => {
    const ofVisitors: readonly string[] = ['unarchiveVideo', 'recordEvents'];
    for (const [id, operation] of all) {
      if (!paths[id].startsWith('GET') && !ofVisitors.includes(id))
        assert.ok(operation.auth === 'required' && operation.scope, id);
    }
  });

  it('has addresses of their own', () => {
    assert.equal(new Set(Object.values(paths)).size, Object.keys(paths).length);
  });
});

describe('errors', () => {
  it('are sentences with a sensible status', () => {
    for (const [code, entry] of Object.entries(errors)) {
      assert.match(code, /^[a-z]+(_[a-z]+)*$/);
      assert.ok(entry.status >= 400 && entry.status < 600, code);
      assert.match(entry.meaning, /^[A-Z].*\.$/, code);
    }
    for (const meaning of Object.values(mediaFailures)) assert.match(meaning, /^[A-Z].*\.$/);
  });
});
