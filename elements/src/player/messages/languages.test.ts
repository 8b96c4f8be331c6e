import { expect } from '@open-wc/testing';

import type { Catalogue, Message, Messages } from '../../localize/messages.ts';
import { controlsMessages } from '../controls/controls.messages.ts';
import { endScreenMessages } from '../controls/end-screen.messages.ts';
import { panelsMessages } from '../panels/panels.messages.ts';
import { playerMessages } from '../player.messages.ts';
import { preparingMessages } from '../preparing/preparing.messages.ts';
import { firstLanguages } from './first.ts';
import { laterLanguages } from './later.ts';
import { bestOf } from './languages.ts';

const catalogues: readonly Catalogue<Messages>[] = [
  playerMessages,
  preparingMessages,
  controlsMessages,
  panelsMessages,
  endScreenMessages,
] as never;

const textsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : Object.values(message);

const placesIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** A plural form may leave its number out: "one file". */
const withoutCount = (places: string[]): string[] => places.filter((place) => place !== '{count}');

describe('bestOf', () => {
  it('finds a language by its tag, whatever its case, and by what it begins with', () => {
    expect(bestOf(firstLanguages, 'de-AT')).to.equal('de');
    expect(bestOf(firstLanguages, 'PT-br')).to.equal('pt-BR');
    expect(bestOf(firstLanguages, 'zh-Hant-TW')).to.equal('zh-Hant');
    expect(bestOf(firstLanguages, 'tlh')).to.equal(undefined);
    expect(bestOf(firstLanguages, '')).to.equal(undefined);
  });

  it('finds the same for what is read first and later', () => {
    expect(Object.keys(firstLanguages)).to.deep.equal(Object.keys(laterLanguages));
    expect(Object.keys(firstLanguages)).to.have.length.greaterThan(50);
  });
});

for (const language of Object.keys(firstLanguages)) {
  describe(`the player in ${language}`, () => {
    it('says everything, with the same places and plural forms that the language has', async () => {
      const forms = new Set<string>(new Intl.PluralRules(language).resolvedOptions().pluralCategories);
      for (const catalogue of catalogues) {
        expect(await catalogue.load(language)).to.equal(true);
        const texts = catalogue.get(language) ?? {};
        expect(Object.keys(texts).sort()).to.deep.equal(Object.keys(catalogue.en).sort());
        for (const [key, english] of Object.entries(catalogue.en)) {
          const message = texts[key] ?? '';
          const wanted = withoutCount(placesIn(textsOf(english).join(' ')));
          for (const text of textsOf(message)) {
            expect(withoutCount(placesIn(text)), key).to.deep.equal(wanted);
            expect(text.trim(), key).to.equal(text);
            expect(text, key).to.not.match(/[<>]|^$/);
          }
          expect(typeof message, key).to.equal(typeof english);
          if (typeof message === 'string')
            expect(placesIn(message), key).to.deep.equal(placesIn(textsOf(english)[0] ?? ''));
          else expect([...forms], key).to.include.members(Object.keys(message));
        }
      }
    });
  });
}
