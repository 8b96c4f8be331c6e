import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Failure } from '../bootstrap/failure.mjs';
import { readyText } from './ready-line.ts';
import { readSettings } from './settings.ts';

describe('readSettings', () => {
  it('reads arguments and environment', () => {
    const settings = readSettings(['--dev', '--verbose'], { PORT: '9000' });
    assert.equal(settings?.config.port, 9000);
    assert.deepEqual([settings?.dev, settings?.verbose], [true, true]);
    assert.equal(readSettings(['--help'], {}), null);
  });

  it('says on one line which variable is wrong and what would be right', () => {
    assert.throws(
      () => readSettings([], { PORT: 'eighty', DEMO: 'yes' }),
      (error) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, 'badConfiguration');
        assert.match(error.message, /^[^\n]*PORT must be a port number[^\n]*DEMO must be 0 or 1$/);
        return true;
      },
    );
  });

  it('refuses options that it does not know', () => {
    assert.throws(() => readSettings(['--prot', '1'], {}), { name: 'Failure', code: 'badConfiguration' });
  });
});

describe('readyText', () => {
  const facts = {
    elapsedMs: 4210,
    publicUrl: 'http://localhost:8080',
    watchUrl: 'http://localhost:8080/watch/1',
    demoSite: 'http://127.0.0.1:8081',
    account: { email: 'demo@vidkit.example', password: 'secret', file: '.data/demo.json' },
  };

  it('is one line with every address where nobody looks at a terminal', () => {
    const text = readyText(facts, false);
    assert.doesNotMatch(text, /\n/);
    for (const part of [
      'Ready in 4.2 s',
      facts.watchUrl,
      'http://localhost:8080/studio',
      `${facts.demoSite}/`,
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('tells the password once and later only where it is kept', () => {
    assert.match(readyText(facts, true), /with secret/);
    const later = readyText({ ...facts, account: { ...facts.account, password: null } }, true);
    assert.doesNotMatch(later, /secret/);
    assert.match(later, /password in \.data\/demo\.json/);
  });

  it('leaves out what there is not', () => {
    const text = readyText({ ...facts, watchUrl: null, demoSite: null, account: null }, false);
    assert.doesNotMatch(text, /Watch|Demo|Sign in|null/);
  });
});
