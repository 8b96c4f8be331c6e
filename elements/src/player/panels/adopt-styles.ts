import type { CSSResult } from 'lit';

/** Copies of a sheet for the documents of other windows, which may not share ours. */
const copies = new WeakMap<ShadowRoot, Set<CSSStyleSheet>>();

/** Gives a shadow root a sheet, once; in the window that it is in. */
export const adoptStyles = (root: ShadowRoot, { styleSheet }: CSSResult): void => {
  if (!styleSheet) return;
  const known = copies.get(root) ?? new Set();
  copies.set(root, known);
  if (known.has(styleSheet)) return;
  known.add(styleSheet);
  root.adoptedStyleSheets.push(
    root.ownerDocument === document ? styleSheet : copyFor(root.ownerDocument, styleSheet),
  );
};

/** @throws when the document has no window any more. */
export const copyFor = ({ defaultView }: Document, { cssRules }: CSSStyleSheet): CSSStyleSheet => {
  if (!defaultView) throw new Error('a document without a window');
  const copy = new defaultView.CSSStyleSheet();
  copy.replaceSync([...cssRules].map(({ cssText }) => cssText).join('\n'));
  return copy;
};
