import { expect } from '@open-wc/testing';
import { LitElement, html } from 'lit';

import { Localize } from './localize.ts';
import { defineMessages } from './messages.ts';

const messages = defineMessages(
  { hello: 'Hello {name}', files: { one: '{count} file', other: '{count} files' } },
  {
    de: async () => ({
      messages: { hello: 'Hallo {name}', files: { one: '{count} Datei', other: '{count} Dateien' } },
    }),
    ar: async () => ({
      messages: { hello: 'مرحبا {name}', files: { two: 'ملفان', other: '{count} ملفات' } },
    }),
  },
);

class GreetingElement extends LitElement {
  readonly localize = new Localize(this, messages);

  override render() {
    return html`<p dir=${this.localize.dir}>${this.localize.term('hello', { name: 'Ada' })}</p>`;
  }
}
customElements.define('test-greeting', GreetingElement);

const greeting = async (lang: string): Promise<GreetingElement> => {
  const page = document.createElement('div');
  page.lang = lang;
  const element = new GreetingElement();
  page.append(element);
  document.body.append(page);
  await element.updateComplete;
  await new Promise((resolve) => setTimeout(resolve, 10));
  await element.updateComplete;
  return element;
};

const textOf = (element: Element) => element.shadowRoot?.textContent?.trim();

describe('Localize', () => {
  afterEach(() => document.body.replaceChildren());

  it('speaks the language of the nearest ancestor, by region or without', async () => {
    expect(textOf(await greeting('de-AT'))).to.equal('Hallo Ada');
  });

  it('falls back to English for a language that it does not have', async () => {
    expect(textOf(await greeting('fi'))).to.equal('Hello Ada');
  });

  it('turns with a right-to-left language', async () => {
    const element = await greeting('ar');
    expect(element.localize.dir).to.equal('rtl');
    expect(element.localize.term('files', { count: 2 })).to.equal('ملفان');
  });

  it('chooses plural forms by the number', async () => {
    const { localize } = await greeting('en');
    expect(localize.term('files', { count: 1 })).to.equal('1 file');
    expect(localize.term('files', { count: 1200 })).to.equal('1,200 files');
  });

  it('follows a change of the language', async () => {
    const element = await greeting('en');
    element.lang = 'de';
    await new Promise((resolve) => setTimeout(resolve, 10));
    await element.updateComplete;
    expect(textOf(element)).to.equal('Hallo Ada');
  });

  it('writes sizes, speeds, lengths and moments for people', async () => {
    const { localize } = await greeting('en');
    expect(localize.bytes(412_300_000)).to.equal('412 MB');
    expect(localize.bytes(1_234_000_000)).to.equal('1.2 GB');
    expect(localize.bytes(18_000_000, { per: 'second' })).to.equal('18 MB/s');
    expect(localize.duration(3725)).to.equal('1 hour 2 minutes');
    expect(localize.duration(0)).to.equal('0 seconds');
    expect(localize.relativeTime(0, 180_000)).to.equal('3 minutes ago');
    expect(localize.percent(0.421)).to.equal('42%');
  });
});
