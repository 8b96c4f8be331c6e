import { expect } from '@open-wc/testing';

import { parseBody, type BodyNode } from './parse-body.ts';

/** The tree as text with tags, for short expectations. */
const show = (nodes: BodyNode[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'text') return node.text;
      if (node.type === 'break') return '⏎';
      if (node.type === 'link') return `<a ${node.href}>${node.label}</a>`;
      if (node.type === 'time') return `<time ${node.ms}>${node.text}</time>`;
      if (node.type === 'code') return `<code>${node.text}</code>`;
      return `<${node.type}>${show(node.children)}</${node.type}>`;
    })
    .join('');

const cases: [string, string, string][] = [
  ['plain text', 'hello', 'hello'],
  ['emphasis', '**a** *b* _c_', '<strong>a</strong> <em>b</em> <em>c</em>'],
  ['emphasis in emphasis', '**a *b* c**', '<strong>a <em>b</em> c</strong>'],
  ['crossed emphasis', '*a **b* c**', '<em>a **b</em> c**'],
  ['emphasis only within a line', '*a\nb*', '*a⏎b*'],
  ['marks inside words and sums', 'snake_case_name 2*3*4 2 * 3 * 4', 'snake_case_name 2*3*4 2 * 3 * 4'],
  ['code, with nothing in it read', '`**a** 1:23 <b>`', '<code>**a** 1:23 <b></code>'],
  ['lonely ticks', 'a ` b\n`', 'a ` b⏎`'],
  ['line breaks', 'a\r\nb\n\n\n\nc', 'a⏎b⏎⏎c'],
  ['links', 'see https://a.test/b?c=d#e.', 'see <a https://a.test/b?c=d#e>a.test/b?c=d#e</a>.'],
  ['brackets of links', '(https://a.test/b_(c))', '(<a https://a.test/b_(c)>a.test/b_(c)</a>)'],
  ['links in emphasis', '**https://a.test/**', '<strong><a https://a.test/>a.test</a></strong>'],
  [
    'long links',
    `https://a.test/${'x'.repeat(60)}end`,
    `<a https://a.test/${'x'.repeat(60)}end>a.test/${'x'.repeat(24)}…${'x'.repeat(13)}end</a>`,
  ],
  [
    'international hosts in punycode',
    'https://аpple.test',
    '<a https://xn--pple-43d.test/>xn--pple-43d.test</a>',
  ],
  [
    'other schemes',
    'javascript:alert(1) data:text/html,x ftp://a.test',
    'javascript:alert(1) data:text/html,x ftp://a.test',
  ],
  ['names posing as hosts', 'https://bank.test@evil.test/', 'https://bank.test@evil.test/'],
  ['addresses inside words', 'xhttps://a.test', 'xhttps://a.test'],
  [
    'moments',
    '1:23 (0:05) 1:02:03.',
    '<time 83000>1:23</time> (<time 5000>0:05</time>) <time 3723000>1:02:03</time>.',
  ],
  [
    'what is no moment',
    '1:75 1:2:3:4 v1:23 1:23.5 12:34:56:78 1:234',
    '1:75 1:2:3:4 v1:23 1:23.5 12:34:56:78 1:234',
  ],
  ['HTML', '<b onclick=x>&amp;</b>', '<b onclick=x>&amp;</b>'],
  ['controls and marks that reorder', 'a\u0000b\u202ec\u2066d\ufeff', 'abcd'],
  ['joined emoji', '👩‍👩‍👧', '👩‍👩‍👧'],
  ['stacked marks', `a${'\u0301'.repeat(50)}`, `a${'\u0301'.repeat(7)}`],
];

describe('parseBody', () => {
  for (const [name, input, output] of cases) {
    it(`reads ${name}`, () => expect(show(parseBody(input))).to.equal(output));
  }

  it('leaves moments beyond the end of the video as text', () => {
    expect(show(parseBody('1:00 2:00', 60_000))).to.equal('<time 60000>1:00</time> 2:00');
  });

  it('takes 64 kB of anything in time that grows with its length only', () => {
    const size = 65_536;
    const hostile = [
      '*a ',
      'a* ',
      '**',
      '_',
      '`',
      '`a',
      'a\n',
      '\n',
      '1:',
      '1:23 ',
      '1',
      'http://',
      'https://a.test/ ',
      'https://a.test/(',
      `a${'\u0301'.repeat(9)}`,
      '\u0301',
      '\u202e',
      '<b>',
      '*a **b ',
    ];
    for (const piece of hostile) {
      const text = piece.repeat(size / piece.length);
      const best = Math.min(
        ...Array.from({ length: 7 }, () => {
          const start = performance.now();
          parseBody(text);
          return performance.now() - start;
        }),
      );
      // The target is 5 ms on an idle machine; a quadratic reading would need seconds on any.
      expect(best, JSON.stringify(piece)).to.be.below(100);
    }
  });
});
