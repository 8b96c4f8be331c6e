import { expect } from '@open-wc/testing';

import { originOf, originsOf } from './embed-origins.ts';

describe('originOf', () => {
  it('understands what people paste', () => {
    expect(originOf('https://blog.example/posts/1?a=b')).to.equal('https://blog.example');
    expect(originOf(' Blog.Example ')).to.equal('https://blog.example');
    expect(originOf('http://localhost:3000')).to.equal('http://localhost:3000');
    expect(originOf('https://blog.example:443')).to.equal('https://blog.example');
    expect(originOf('*.shop.example')).to.equal('https://*.shop.example');
    expect(originOf('müller.example')).to.equal('https://xn--mller-kva.example');
  });

  it('refuses what is no site', () => {
    for (const line of ['', '*', 'https://*', 'ftp://a.example', 'a;b.example', 'https://a.*.example', '://'])
      expect(originOf(line), line).to.equal(null);
  });
});

describe('originsOf', () => {
  it('has each once, and keeps what it does not understand', () => {
    expect(originsOf('a.example\n https://a.example/x, ftp://b\n\n')).to.deep.equal([
      'https://a.example',
      'ftp://b',
    ]);
  });
});
