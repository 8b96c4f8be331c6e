import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { elementNames, featureNames, fill } from './names.ts';

describe('elementNames', () => {
  it('makes tag and class of a name', () => {
    const names = elementNames('star-rating');
    assert.equal(fill('<{{tag}}> {{Class}} {{camel}}', names), '<vid-star-rating> VidStarRating starRating');
  });

  it('says what is wrong with a name', () => {
    for (const name of ['', 'a', 'Rating', 'star_rating', 'star--rating', '-x', '../x', 'x1', 'a'.repeat(33)])
      assert.throws(() => elementNames(name), { name: 'Failure', message: /cannot be the name/ }, name);
    assert.throws(() => elementNames('vid-rating'), { message: /by itself: rating/ });
  });
});

describe('featureNames', () => {
  it('knows how things are called when there are many', () => {
    const many = ['playlist', 'saved-search', 'story', 'key', 'address', 'box'].map(
      (name) => featureNames(name)['many'],
    );
    assert.deepEqual(many, ['playlists', 'saved-searches', 'stories', 'keys', 'addresses', 'boxes']);
  });

  it('refuses plurals and words of the language', () => {
    assert.throws(() => featureNames('playlists'), { message: /name one of the things/ });
    assert.throws(() => featureNames('class'), { message: /JavaScript/ });
  });
});

describe('fill', () => {
  it('fails on a place that nobody fills', () => {
    assert.throws(() => fill('{{unknown}}', { known: 'x' }), /unknown/);
  });
});
