import { expect } from '@open-wc/testing';

import { mergeFields, patchOf, problemOf, type VideoFields } from './video-fields.ts';

const base: VideoFields = {
  title: 'Sunset',
  description: '',
  language: null,
  visibility: 'private',
  publishAt: null,
  embedOrigins: null,
};

describe('mergeFields', () => {
  it('takes both sides where they changed different fields', () => {
    const merge = mergeFields(base, { ...base, title: 'Dusk' }, { ...base, description: 'By the sea' });
    expect(merge).to.deep.equal({
      fields: { ...base, title: 'Dusk', description: 'By the sea' },
      conflicts: [],
    });
  });

  it('names what both changed differently, and keeps mine there', () => {
    const merge = mergeFields(base, { ...base, title: 'Dusk' }, { ...base, title: 'Dawn' });
    expect(merge.conflicts).to.deep.equal(['title']);
    expect(merge.fields.title).to.equal('Dusk');
  });

  it('finds no conflict in the same change on both sides', () => {
    expect(mergeFields(base, { ...base, title: 'Dusk' }, { ...base, title: 'Dusk' }).conflicts).to.deep.equal(
      [],
    );
  });
});

describe('patchOf', () => {
  it('holds what changed and nothing else', () => {
    expect(patchOf(base, { ...base, title: 'Dusk' })).to.deep.equal({ title: 'Dusk' });
    expect(patchOf(base, base)).to.deep.equal({});
    const listed = { ...base, embedOrigins: ['https://a.example'] };
    expect(patchOf(listed, { ...listed, embedOrigins: ['https://a.example'] })).to.deep.equal({});
    expect(patchOf(listed, base)).to.deep.equal({ embedOrigins: null });
  });

  it('sends the time along with the visibility that needs it', () => {
    const publishAt = '2026-12-01T09:00:00.000Z';
    const planned: VideoFields = { ...base, visibility: 'scheduled', publishAt };
    expect(patchOf({ ...base, publishAt }, planned)).to.deep.equal({ visibility: 'scheduled', publishAt });
    expect(patchOf(planned, { ...planned, title: 'Dusk' })).to.deep.equal({ title: 'Dusk' });
  });
});

describe('problemOf', () => {
  it('wants a title, and a time for what is scheduled', () => {
    expect(problemOf({ ...base, title: '  ' })).to.equal('titleMissing');
    expect(problemOf({ ...base, visibility: 'scheduled' })).to.equal('timeMissing');
    expect(problemOf({ ...base, embedOrigins: ['https://a.example', 'ftp://b'] })).to.equal('originWrong');
    expect(problemOf({ ...base, embedOrigins: [] })).to.equal(null);
    expect(problemOf(base)).to.equal(null);
  });
});
