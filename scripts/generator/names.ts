import { Failure } from '../bootstrap/failure.mjs';

/** The spellings that templates ask for as `{{key}}`. */
export type Names = Readonly<Record<string, string>>;

const pattern = /^[a-z]{2,}(-[a-z]+)*$/;
const longest = 32;

/** Words that cannot name a constant; a feature's schema has the name of its thing. */
const reserved = new Set(
  (
    'arguments async await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null of package ' +
    'private protected public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Spellings for an element: `star-rating` is `<vid-star-rating>`. Fails with what is wrong about the name. */
export const elementNames = (name: string): Names => {
  if (name.startsWith('vid-')) refuse(name, `the tag gets its vid- by itself: ${name.slice(4) || 'rating'}`);
  check(name, 'rating');
  return { name, tag: `vid-${name}`, Class: `Vid${pascal(name)}`, camel: camel(name), words: words(name) };
};

/** Spellings for an API feature, which is named by one of its things: `playlist`. Fails with what is wrong. */
export const featureNames = (name: string): Names => {
  check(name, 'playlist');
  if (/[^s]s$/.test(name)) refuse(name, 'name one of the things: playlist, not playlists');
  if (reserved.has(name)) refuse(name, 'the word has a meaning in JavaScript');
  const many = plural(name);
  return {
    one: name,
    many,
    One: pascal(name),
    Many: pascal(many),
    oneCamel: camel(name),
    manyCamel: camel(many),
    oneWords: words(name),
    manyWords: words(many),
    ManyWords: capital(words(many)),
    article: /^[aeiou]/.test(name) ? 'an' : 'a',
    table: name.replaceAll('-', '_'),
    migration: many.replaceAll('-', '_'),
  };
};

/** Fills the `{{key}}` places of a template. Fails on a key that nobody gave. */
export const fill = (template: string, names: Names): string =>
  template.replaceAll(/\{\{(\w+)\}\}/g, (place, key: string) => {
    const value = names[key];
    if (value === undefined) throw new Error(`${place} has no value`);
    return value;
  });

const check = (name: string, example: string): void => {
  if (!pattern.test(name) || name.length > longest)
    refuse(name, `small letters with single dashes between them, ${longest} at most, such as ${example}`);
};

const refuse = (name: string, why: string): never => {
  throw new Failure('failed', `"${name}" cannot be the name: ${why}.`);
};

const plural = (name: string): string => {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
};

const words = (name: string): string => name.replaceAll('-', ' ');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const pascal = (name: string): string => name.split('-').map(capital).join('');
const camel = (name: string): string => {
  const joined = pascal(name);
  return joined.charAt(0).toLowerCase() + joined.slice(1);
};
