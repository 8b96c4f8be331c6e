import { tokenDeclarations } from '@vidkit/elements/styles/tokens';

/** Declares the tokens for the whole document; components inherit them into their shadow roots. */
export const adoptTokens = (): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:root {\n${tokenDeclarations}\nbackground-color: var(--_surface);\n}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};
