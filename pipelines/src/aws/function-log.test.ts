import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import { functionLog } from './function-log.ts';

describe('functionLog', () => {
  afterEach(() => delete process.env['_X_AMZN_TRACE_ID']);

  it('writes a line of JSON with the trace of the call', () => {
    const lines: string[] = [];
    process.env['_X_AMZN_TRACE_ID'] = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';
    functionLog('encode-events', (line) => void lines.push(line)).warn({ videoId: 'a' }, 'two\nlines');
    const [line = '', ...others] = lines;
    assert.deepEqual(others, []);
    assert.ok(!line.includes('\n'));
    const { time, ...entry } = JSON.parse(line) as Record<string, unknown>;
    assert.ok(Math.abs(Number(time) - Date.now()) < 60_000);
    assert.deepEqual(entry, {
      ...{ level: 40, name: 'encode-events', videoId: 'a', msg: 'two\nlines' },
      trace: process.env['_X_AMZN_TRACE_ID'],
    });
  });

  it('tells of an error what it is and where, and nothing of the request that it carries', () => {
    const lines: string[] = [];
    const error = Object.assign(new Error('denied', { cause: new Error('below') }), {
      code: 'x',
      $response: { headers: { authorization: 'secret' } },
    });
    functionLog('a', (line) => void lines.push(line)).error({ err: error }, 'failed');
    assert.doesNotMatch(lines.join(), /secret/);
    const { err } = JSON.parse(lines.join()) as { err: Record<string, unknown> };
    assert.equal(err['code'], 'x');
    assert.equal((err['cause'] as { message: string }).message, 'below');
  });
});
