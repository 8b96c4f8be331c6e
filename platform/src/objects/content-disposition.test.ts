import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { attachment, safeFileName } from './content-disposition.ts';

describe('safeFileName', () => {
  const cases = [
    ['clip.mp4', 'clip.mp4'],
    ['Überraschung am Meer.mov', 'Überraschung am Meer.mov'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Users\\ada\\clip.mp4', 'C__Users_ada_clip.mp4'],
    ['a"; filename="evil.exe', 'a_; filename=_evil.exe'],
    ['a\r\nSet-Cookie: x=1.mp4', 'aSet-Cookie_ x=1.mp4'],
    ['gpj\u202e4pm.exe', 'gpj4pm.exe'],
    ['...', 'video'],
    ['.mp4', 'mp4'],
    ['   ', 'video'],
    ['', 'video'],
    ['NUL.mp4', '_NUL.mp4'],
    ['con', '_con'],
    ['\ud800.mp4', '\ufffd.mp4'],
  ] as const;
  for (const [given, wanted] of cases) {
    it(`makes ${JSON.stringify(wanted)} of ${JSON.stringify(given)}`, () =>
      assert.equal(safeFileName(given), wanted));
  }

  it('cuts what is long and keeps the ending, without halving a letter', () => {
    const name = safeFileName(`${'😀'.repeat(300)}.mp4`);
    assert.equal(name, `${'😀'.repeat(150)}.mp4`);
  });
});

describe('attachment', () => {
  it('has a plain name and the full one', () => {
    assert.equal(
      attachment(`Été "100%" (1).mp4`),
      `attachment; filename="Ete _100__ (1).mp4"; filename*=UTF-8''%C3%89t%C3%A9%20_100%25_%20%281%29.mp4`,
    );
  });

  it('is always one line of ASCII', () => {
    for (const name of ['日本語.mp4', 'a\nb', '\u0000', '"'.repeat(500)]) {
      assert.match(attachment(name), /^attachment; filename="[ !#-~]*"; filename\*=UTF-8''[!-~]+$/);
    }
  });
});
