import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AppError } from '../../http/app-error.ts';
import { parseBytes, parseConcat, parseMetadata } from './tus-headers.ts';

const refused = (work: () => unknown): void =>
  assert.throws(work, (error) => error instanceof AppError && error.code === 'invalid_request');
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

describe('parseMetadata', () => {
  it('reads what clients send', () => {
    assert.deepEqual(
      parseMetadata(
        `filename ${base64('Été.mp4')}, filetype ${base64('video/mp4')},title ${base64('A title')}`,
      ),
      { fileName: 'Été.mp4', type: 'video/mp4', title: 'A title' },
    );
    assert.equal(
      parseMetadata(`name ${base64('a.mp4')},relativePath,type ${base64('video/mp4')}`).fileName,
      'a.mp4',
    );
    assert.deepEqual(parseMetadata(undefined), { fileName: 'upload', type: '', title: undefined });
    assert.deepEqual(parseMetadata('filename'), parseMetadata(undefined));
  });

  it('takes any bytes for text', () => {
    assert.equal(parseMetadata(`filename ${base64(Buffer.from([0xff, 0x41]))}`).fileName, '\ufffdA');
    assert.equal(parseMetadata(`filename ${base64('../\u202e"><script>')}`).fileName, '../\u202e"><script>');
  });

  it('refuses what is no list of pairs', () => {
    for (const header of [
      'filename not*base64',
      'filename YWJj ZGVm',
      'filename YWI',
      `filename ${base64('a')},filename ${base64('b')}`,
      `filename ${base64('x'.repeat(9000))}`,
      'Ä YWJj',
    ])
      refused(() => parseMetadata(header));
  });
});

describe('parseBytes', () => {
  it('reads whole numbers and nothing else', () => {
    assert.equal(parseBytes('Upload-Length', '0'), 0);
    assert.equal(parseBytes('Upload-Length', '9007199254740991'), Number.MAX_SAFE_INTEGER);
    for (const header of [undefined, '', '-1', '1.5', '1e3', '0x10', '007', ' 1', '9007199254740993', 'a'])
      refused(() => parseBytes('Upload-Length', header));
  });
});

describe('parseConcat', () => {
  const ours = 'https://video.example/v1/tus';
  const [a, b] = ['0198a1b2-0000-7000-8000-00000000000a', '0198a1b2-0000-7000-8000-00000000000b'];

  it('tells files, pieces and what is joined apart', () => {
    assert.deepEqual(parseConcat(undefined, ours), { kind: 'whole' });
    assert.deepEqual(parseConcat('partial', ours), { kind: 'piece' });
    assert.deepEqual(parseConcat(`final;${ours}/${a}  /v1/tus/${b}/`, ours), {
      kind: 'joined',
      pieces: [a, b],
    });
  });

  it('refuses addresses that are none of ours', () => {
    for (const list of [
      '',
      'https://video.example/v1/uploads/' + a,
      `${ours}/../../etc/${a}`,
      `${ours}/${a}/x`,
      `${ours}/${a} ${ours}/${a}`,
      'nonsense',
      Array.from(
        { length: 65 },
        (_, index) => `${ours}/${a.slice(0, -2)}${String(index).padStart(2, '0')}`,
      ).join(' '),
    ])
      refused(() => parseConcat(`final;${list}`, ours));
    refused(() => parseConcat('Partial', ours));
    refused(() => parseConcat('final', ours));
  });
});
