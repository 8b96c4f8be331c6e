import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { encodeEvents, objectEvents } from '../lib/event-patterns.ts';
import { eventMatches } from '../lib/gate/event-matches.ts';

type Event = { detail: Record<string, unknown> } & Record<string, unknown>;

/** Shapes as AWS documents or sends them; names and numbers are documentation values. */
const sample = (file: string): Event =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'events', `${file}.json`), 'utf8')) as Event;

/** As the rule spells it in its template. */
const spelled = (pattern: object): object =>
  JSON.parse(JSON.stringify(pattern).replaceAll('"detailType"', '"detail-type"')) as object;

const any = (patterns: Record<string, object>, event: unknown): boolean =>
  Object.values(patterns).some((pattern) => eventMatches(spelled(pattern), event));

describe('objectEvents', () => {
  const created = sample('s3.object-created');
  const { name } = created.detail['bucket'] as { name: string };
  const at = (key: string): Event => ({
    ...created,
    detail: { ...created.detail, object: { ...(created.detail['object'] as object), key } },
  });

  it('lets originals through, whatever their name', () => {
    for (const key of ['sources/a/b.mp4', 'sources/ü/with space.mov', 'sources/50%.mp4']) {
      assert.ok(any(objectEvents(name), at(key)), key);
    }
  });

  it('leaves other objects and other buckets', () => {
    assert.ok(!any(objectEvents(name), at('archive/sources/a.mp4')));
    assert.ok(!any(objectEvents(name), at('xsources/a.mp4')));
    assert.ok(!any(objectEvents('another'), at('sources/a.mp4')));
  });

  it('lets through what came back from the archive', () => {
    const restored = sample('s3.object-restored');
    const bucket = restored.detail['bucket'] as { name: string };
    assert.ok(any(objectEvents(bucket.name), restored));
  });

  it('leaves events of other kinds', () => {
    assert.ok(!any(objectEvents(name), { ...at('sources/a.mp4'), 'detail-type': 'Object Deleted' }));
    assert.ok(!any(objectEvents(name), { ...at('sources/a.mp4'), source: 'our.own' }));
  });
});

describe('encodeEvents', () => {
  for (const state of ['INPUT_INFORMATION', 'PROGRESSING', 'STATUS_UPDATE', 'COMPLETE.cmaf', 'ERROR']) {
    const event = sample(`mediaconvert.${state}`);
    const queue = String(event.detail['queue']);

    it(`lets ${state} of our queue through, and no other queue's`, () => {
      assert.ok(any(encodeEvents(queue), event));
      assert.ok(!any(encodeEvents(`${queue}x`), event));
    });
  }

  it('leaves states that say nothing to us', () => {
    const event = sample('mediaconvert.ERROR');
    const queue = String(event.detail['queue']);
    assert.ok(!any(encodeEvents(queue), { ...event, detail: { ...event.detail, status: 'NEW_WARNING' } }));
    assert.ok(!any(encodeEvents(queue), { ...event, detail: {} }));
  });
});
