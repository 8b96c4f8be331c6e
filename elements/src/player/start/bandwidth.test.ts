import { expect } from '@open-wc/testing';

import { preferencesOf } from '../model/preferences.ts';
import { believedBandwidth, wantsLessData } from './bandwidth.ts';

const withConnection = (connection: object | undefined): void => {
  Object.defineProperty(navigator, 'connection', { configurable: true, value: connection });
};

const player = (bandwidth?: number): Element => {
  const element = document.createElement('div');
  element.toggleAttribute('without-preferences', true);
  if (bandwidth) preferencesOf(element).set('bandwidth', bandwidth);
  return element;
};

describe('believedBandwidth', () => {
  afterEach(() => Reflect.deleteProperty(navigator, 'connection'));

  it('is what was measured last time', () => {
    withConnection({ downlink: 10 });
    expect(believedBandwidth(player(40_000_000))).to.equal(40_000_000);
    withConnection(undefined);
    expect(believedBandwidth(player(40_000_000))).to.equal(40_000_000);
  });

  it('is what the browser says of a slower line', () => {
    withConnection({ downlink: 1.6 });
    expect(believedBandwidth(player(40_000_000))).to.equal(1_600_000);
    expect(believedBandwidth(player(700_000))).to.equal(700_000);
    expect(believedBandwidth(player())).to.equal(1_600_000);
  });

  it('is little where nobody knows', () => {
    withConnection(undefined);
    expect(believedBandwidth(player())).to.equal(3_000_000);
  });
});

describe('wantsLessData', () => {
  afterEach(() => Reflect.deleteProperty(navigator, 'connection'));

  it('heeds what the viewer told the browser', () => {
    withConnection({ saveData: true });
    expect(wantsLessData()).to.equal(true);
    withConnection({ saveData: false });
    expect(wantsLessData()).to.equal(false);
    withConnection(undefined);
    expect(wantsLessData()).to.equal(false);
  });
});
