import { shapeRule } from '../shape.ts';
import { beforeUpgradeStyles } from './before-upgrade.styles.ts';

export { beforeUpgradeStyles };

/** As written in HTML: `true` is an attribute without a value; what is false, null or undefined is left out. */
export type PlayerAttributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface RenderOptions {
  /** Of the page's content policy, for the style element. */
  readonly nonce?: string;
  /**
   * Address of a sheet that holds `beforeUpgradeStyles`, in place of a style element: for a policy of
   * `style-src 'self'` alone. The usual shapes are reserved by it, others only from the upgrade on.
   */
  readonly stylesheet?: string;
  /** Where people without scripts can watch; else the watch page of a `video-id`. */
  readonly watchUrl?: string;
  /** What the link there says. */
  readonly watchText?: string;
}

const play = 'M7.5 4.9v14.2a.6.6 0 0 0 .92.5l11-7.1a.6.6 0 0 0 0-1l-11-7.1a.6.6 0 0 0-.92.5Z';

/**
 * A `<vid-player>` for the HTML that a server sends: before any script it has its place, shape, poster and button in a
 * declarative shadow root; without scripts at all it is a `<video controls>`, or a link where only `video-id` is known.
 * The element takes the root over when it is defined, and changes nothing that a framework hydrates.
 *
 * @throws {TypeError} for what is no name of an attribute.
 */
export const renderPlayer = (attributes: PlayerAttributes, options: RenderOptions = {}): string =>
  `<vid-player${written(attributes)}>${renderPlayerContent(attributes, options)}</vid-player>`;

/** What is inside of it: for a framework that writes the tag itself. */
export const renderPlayerContent = (attributes: PlayerAttributes, options: RenderOptions = {}): string =>
  `<template shadowrootmode="open">${sheet(attributes, options)}<div class="before">${picture(attributes)}` +
  `<svg class="disc" viewBox="0 0 24 24" fill="currentColor" stroke="currentColor" stroke-width="1.75"` +
  ` stroke-linejoin="round" aria-hidden="true"><path d="${play}"></path></svg><slot></slot></div></template>` +
  `<noscript>${withoutScripts(attributes, options)}</noscript>`;

const sheet = (attributes: PlayerAttributes, { nonce, stylesheet }: RenderOptions): string => {
  if (stylesheet !== undefined) return `<link${written({ rel: 'stylesheet', href: stylesheet })}>`;
  const shape = shapeRule(textOf(attributes['aspect-ratio'])).replace(':host(', ':host(:not(:defined)');
  return `<style${written({ nonce })}>${beforeUpgradeStyles.replaceAll(/\n\s*/g, '\n')}${shape}</style>`;
};

const picture = (attributes: PlayerAttributes): string => {
  const src = textOf(attributes['poster']);
  return src ? `<img${written({ src, alt: '' })}>` : '';
};

const withoutScripts = (attributes: PlayerAttributes, options: RenderOptions): string => {
  const { src, poster, loop, muted, preload, crossorigin } = attributes;
  if (src)
    return `<video${written({ src, poster, loop, muted, crossorigin, preload: preload ?? 'none', controls: true, playsinline: true, style: undefined, width: '100%', height: '100%' })}></video>`;
  const id = textOf(attributes['video-id']);
  const api = textOf(attributes['api']).replace(/\/$/, '');
  const href = options.watchUrl ?? (id && `${api}/watch/${encodeURIComponent(id)}`);
  return href ? `<a${written({ href })}>${escape(options.watchText ?? 'Watch the video')}</a>` : '';
};

const written = (attributes: PlayerAttributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => {
      if (!/^[a-z][a-z0-9-]*$/i.test(name)) throw new TypeError(`“${name}” is no name of an attribute`);
      if (value === false || value == null) return '';
      return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
    })
    .join('');

const textOf = (value: PlayerAttributes[string]): string =>
  value == null || typeof value === 'boolean' ? '' : String(value);

const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
