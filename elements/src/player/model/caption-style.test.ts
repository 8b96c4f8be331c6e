import { expect } from '@open-wc/testing';

import {
  captionProperties,
  captionSizeBy,
  captionStyleOf,
  defaultCaptionStyle,
  isDefaultCaptionStyle,
  nativeCueRule,
  nextCaptionOpacity,
} from './caption-style.ts';

describe('captionStyleOf', () => {
  it('keeps what is known', () => {
    const style = captionStyleOf({ font: 'casual', size: 150, color: 'yellow', edge: 'raised' });
    expect(style).to.include({ font: 'casual', size: 150, color: 'yellow', edge: 'raised' });
    expect(style.background).to.equal('black');
    expect(isDefaultCaptionStyle(style)).to.equal(false);
  });

  it('answers anything else with the default', () => {
    const hostile = [
      ...[null, undefined, 7, 'red', [], () => 1],
      { font: 'x; } * { display: none', size: 1e9, color: 'url(//evil.example)', opacity: NaN },
      { font: ['sans'], size: '100', color: 'constructor', edge: '__proto__', backgroundOpacity: -1 },
    ];
    for (const stored of hostile) expect(captionStyleOf(stored)).to.deep.equal(defaultCaptionStyle);
  });

  it('never lets the text vanish', () => {
    expect(captionStyleOf({ opacity: 0 }).opacity).to.equal(100);
  });
});

describe('captionProperties', () => {
  it('writes colours with their opacity', () => {
    const written = captionProperties({ ...defaultCaptionStyle, color: 'cyan', opacity: 50 });
    expect(written['--caption-color']).to.equal('#00ffff80');
    expect(written['--caption-window']).to.equal('#00000000');
  });
});

describe('nativeCueRule', () => {
  it('is a rule that a style sheet takes', () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(nativeCueRule({ ...defaultCaptionStyle, edge: 'uniform' }));
    expect(sheet.cssRules).to.have.length(1);
    expect(sheet.cssRules[0]?.cssText).to.include('text-shadow');
  });
});

describe('steps of the keys', () => {
  it('stop at the ends of sizes and go around opacities', () => {
    expect(captionSizeBy(defaultCaptionStyle, 1)).to.equal(125);
    expect(captionSizeBy({ ...defaultCaptionStyle, size: 200 }, 1)).to.equal(200);
    expect(captionSizeBy({ ...defaultCaptionStyle, size: 50 }, -1)).to.equal(50);
    expect(nextCaptionOpacity(defaultCaptionStyle, 'text')).to.equal(25);
    expect(nextCaptionOpacity({ ...defaultCaptionStyle, windowOpacity: 100 }, 'window')).to.equal(0);
  });
});
