import { aTimeout, expect } from '@open-wc/testing';

import { clearPage, until } from '../../player/testing/player-fixture.ts';

const elsewhere = location.origin.replace('localhost', '127.0.0.1');
const address = `${elsewhere}/elements/src/embed/testing/frame.html?muted=1#t=1`;

type Heard = { origin: string; data: unknown };

/** A frame from another origin, and all that it said to this page. */
const open = async (): Promise<{
  frame: HTMLIFrameElement;
  heard: Heard[];
  say: (data: unknown) => void;
  tell: (method: string, value?: unknown, listener?: unknown) => void;
  told: (event: string, listener?: string) => Record<string, unknown>[];
}> => {
  const frame = document.createElement('iframe');
  frame.allow = 'autoplay';
  frame.width = '640';
  frame.height = '360';
  const heard: Heard[] = [];
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source === frame.contentWindow) heard.push({ origin, data });
  });
  frame.src = address;
  document.body.append(frame);
  await until(() => heard.length > 0, 'the frame is ready');
  const say = (data: unknown): void => frame.contentWindow?.postMessage(data, elsewhere);
  return {
    frame,
    heard,
    say,
    tell: (method, value, listener) =>
      say(JSON.stringify({ context: 'player.js', version: '0.0.11', method, value, listener })),
    told: (event, listener) =>
      heard
        .filter(({ data }) => typeof data === 'string')
        .map(({ data }) => JSON.parse(data as string) as Record<string, unknown>)
        .filter((message) => message['event'] === event && (!listener || message['listener'] === listener)),
  };
};

describe('player.js in a frame', () => {
  afterEach(clearPage);

  it('says that it is ready, what it can do, and at which address it was loaded', async () => {
    const { heard, told, frame } = await open();
    expect(heard.length).to.equal(1);
    expect(typeof heard[0]?.data).to.equal('string');
    const [ready] = told('ready') as {
      value: { src: string; events: string[]; methods: string[] };
      context: string;
      version: string;
    }[];
    expect([ready?.context, ready?.version]).to.deep.equal(['player.js', '0.0.11']);
    expect(ready?.value.src).to.equal(frame.src);
    expect(ready?.value.events.sort()).to.deep.equal(
      ['ready', 'play', 'pause', 'ended', 'timeupdate', 'progress', 'error'].sort(),
    );
    expect(ready?.value.methods.sort()).to.deep.equal(
      [
        ...[
          'play',
          'pause',
          'getPaused',
          'mute',
          'unmute',
          'getMuted',
          'setVolume',
          'getVolume',
          'getDuration',
        ],
        ...[
          'setCurrentTime',
          'getCurrentTime',
          'setLoop',
          'getLoop',
          'addEventListener',
          'removeEventListener',
        ],
      ].sort(),
    );
  });

  it('says nothing else unasked, and ready again to whoever comes later', async () => {
    const { heard, tell, told } = await open();
    tell('setVolume', 40);
    tell('mute');
    await aTimeout(300);
    expect(heard.length).to.equal(1);
    tell('addEventListener', 'ready', 'late');
    await until(() => told('ready', 'late').length === 1, 'ready once more');
  });

  it('answers what it is asked, by the name of the method and with the id of the listener', async () => {
    const { tell, told } = await open();
    const ask = async (method: string): Promise<unknown> => {
      const listener = `${method}-${Math.random()}`;
      tell(method, undefined, listener);
      return (await until(() => told(method, listener)[0], method))['value'];
    };
    tell('setVolume', 40);
    expect(await ask('getVolume')).to.equal(40);
    tell('unmute');
    expect(await ask('getMuted')).to.equal(false);
    tell('mute');
    expect(await ask('getMuted')).to.equal(true);
    tell('setLoop', true);
    expect(await ask('getLoop')).to.equal(true);
    expect(await ask('getDuration')).to.equal(12);
    expect(await ask('getPaused')).to.equal(true);
    tell('setCurrentTime', 4);
    expect(await ask('getCurrentTime')).to.equal(4);
    tell('play');
    while ((await ask('getPaused')) !== false) await aTimeout(50);
  });

  it('tells events to each listener once, until it is taken away', async () => {
    const { tell, told } = await open();
    for (const listener of ['a', 'a', 'b']) tell('addEventListener', 'timeupdate', listener);
    tell('addEventListener', 'play');
    tell('addEventListener', 'progress', 'p');
    tell('addEventListener', 'pause', 'z');
    tell('addEventListener', 'ended', 'z');
    tell('play');
    await until(() => told('timeupdate', 'b').length > 2, 'the time moves');
    expect(told('play').length, 'of playing, not of the wish').to.equal(1);
    expect(told('play')[0]).not.to.have.property('listener');
    expect(Math.abs(told('timeupdate', 'a').length - told('timeupdate', 'b').length)).to.be.below(2);
    expect(Object.keys(told('timeupdate', 'a')[0]?.['value'] as object)).to.deep.equal([
      'seconds',
      'duration',
    ]);
    expect(Object.keys(told('progress', 'p')[0]?.['value'] as object)).to.deep.equal(['seconds', 'duration']);

    tell('removeEventListener', 'timeupdate', 'a');
    await aTimeout(100);
    const before = told('timeupdate', 'a').length;
    const other = told('timeupdate', 'b').length;
    await until(() => told('timeupdate', 'b').length > other + 2, 'the other goes on');
    expect(told('timeupdate', 'a').length).to.equal(before);
    tell('removeEventListener', 'timeupdate');
    tell('pause');
    await until(() => told('pause', 'z').length === 1, 'the pause');
    tell('setCurrentTime', 11.6);
    tell('play');
    await until(() => told('ended', 'z').length === 1, 'the end');
    expect(told('error')).to.deep.equal([]);
  });

  it('tells errors by code to those who listen', async () => {
    const { tell, told } = await open();
    tell('selfDestruct');
    await aTimeout(100);
    expect(told('error').length).to.equal(0);
    tell('addEventListener', 'error', 'e');
    tell('selfDestruct');
    await until(() => told('error', 'e').length === 1, 'method not known');
    expect((told('error', 'e')[0]?.['value'] as { code: number }).code).to.equal(2);
    tell('setVolume', 'loud');
    await until(() => told('error', 'e').length === 2, 'no such volume');
    expect(told('error', 'e')[1]?.['value']).to.deep.equal({ code: -1, msg: 'TypeError' });
  });

  it('takes an object for a string, and answers a string', async () => {
    const { say, told } = await open();
    say({ context: 'player.js', version: '0.0.11', method: 'getVolume', listener: 'o' });
    await until(() => told('getVolume', 'o').length === 1, 'the answer');
  });

  it('survives whatever it is sent', async () => {
    const { heard, say, tell, told } = await open();
    const endless: Record<string, unknown> = { context: 'player.js', method: 'play' };
    endless['value'] = endless;
    const odd: unknown[] = [
      ...[
        null,
        undefined,
        0,
        NaN,
        true,
        '',
        '{',
        '"player.js"',
        '[]',
        'player.js',
        new Date(),
        new Map(),
        [1, [2]],
      ],
      '{"context":"player.js"}',
      '{"context":"player.js","method":{}}',
      '{"context":"player.js","method":"constructor"}',
      '{"context":"player.js","method":"__proto__","value":"x"}',
      '{"context":"player.js","method":"addEventListener","value":"__proto__"}',
      '{"context":"player.js","method":"addEventListener","value":{"a":1},"listener":{"b":2}}',
      '{"context":"player.js","method":"removeEventListener","value":[]}',
      '{"context":"player.js","method":"setCurrentTime","value":1e999}',
      '{"context":"player.js","method":"setCurrentTime","value":"<script>"}',
      `{"context":"player.js","method":"getVolume","listener":"${'x'.repeat(100_000)}"}`,
      '{"__proto__":{"context":"player.js"}}',
      endless,
      { context: 'player.js', method: 'setVolume', value: new ArrayBuffer(8) },
      { vidkit: 1 },
      { vidkit: 1, id: 'x', method: 'play', args: [] },
      { vidkit: 1, id: 1, method: 7, args: [] },
      { vidkit: 1, id: 1, method: 'play', args: {} },
      { vidkit: 1, id: 0.5, method: 'play', args: [] },
      { vidkit: 1, id: 2, method: 'ready', args: [{}, null, ['x'], '__proto__'] },
      { vidkit: 1, id: 3, method: 'addEventListener', args: [] },
      { vidkit: 1, id: 4, method: 'hasOwnProperty', args: ['play'] },
      { vidkit: 1, id: 5, method: 'setVolume', args: [{ valueOf: 1 }] },
      { vidkit: 1, id: 6, method: 'enableTextTrack', args: ['x'.repeat(1_000_000)] },
      { vidkit: 1, id: 7, method: 'setQuality', args: ['<img src=x onerror=alert(1)>'] },
      { vidkit: 2, id: 8, method: 'play', args: [] },
    ];
    for (const data of odd) say(data);
    for (let at = 0; at < 500; at++) {
      say(randomMessage());
      tell('addEventListener', 'timeupdate', `flood-${at}`);
      say({ vidkit: 1, id: at, method: 'addEventListener', args: [`made-up-${at}`] });
    }
    // What is more than a page can mean is dropped while the code for answers is on its way.
    await until(() => {
      tell('getVolume', undefined, 'still there');
      return heard.length > 1;
    }, 'an answer');
    tell('getVolume', undefined, 'still there');
    await until(() => told('getVolume', 'still there').length > 0, 'it still answers');
    for (const { data } of heard) {
      const text = typeof data === 'string' ? data : JSON.stringify(data);
      expect(text.length, 'no answer grows with what was sent').to.be.below(2_000);
    }
    tell('play');
    await until(() => heard.some(({ data }) => String(data).includes('flood-0')), 'it plays');
    const names = new Set(told('timeupdate').map(({ listener }) => listener));
    expect(names.size, 'as many listeners as a page can mean').to.be.at.most(100);
  });

  it('does not hear other windows than the page around it', async () => {
    const { told, tell, frame } = await open();
    const other = document.createElement('iframe');
    document.body.append(other);
    const attack = other.contentWindow as Window & { eval: (code: string) => void };
    Object.assign(attack, { victim: frame.contentWindow });
    attack.eval(
      `victim.postMessage(JSON.stringify({ context: 'player.js', method: 'setVolume', value: 3 }), '*');
       victim.postMessage({ vidkit: 1, id: 1, method: 'setVolume', args: [0.03] }, '*')`,
    );
    await aTimeout(200);
    tell('getVolume', undefined, 'v');
    expect((await until(() => told('getVolume', 'v')[0], 'the volume'))['value']).to.equal(100);
  });
});

/** Messages of our own shape with parts that are not. */
const randomMessage = (): unknown => {
  const parts: unknown[] = [
    'play',
    'player.js',
    '',
    null,
    undefined,
    -1,
    1e308,
    [],
    {},
    'ready',
    'getVolume',
    true,
  ];
  const any = (): unknown => parts[Math.floor(Math.random() * parts.length)];
  const own = { vidkit: any() === null ? 1 : any(), id: any(), method: any(), args: any() };
  const foreign = { context: 'player.js', version: any(), method: any(), value: any(), listener: any() };
  return Math.random() < 0.5 ? own : Math.random() < 0.5 ? foreign : JSON.stringify(foreign);
};
