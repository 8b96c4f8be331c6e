/** The language that applies to a node: its own or the nearest ancestor's `lang`, through shadow roots. */
export const languageOf = (node: Element): string => nearest(node, 'lang') ?? 'en';

/** Whether text runs from right to left in a language. */
export const isRightToLeft = (language: string): boolean =>
  /^(ar|arc|ckb|dv|fa|he|ks|ku|nqo|ps|sd|syr|ug|ur|yi)\b/i.test(language);

/** The nearest explicit `dir` (`auto` counts as none), through shadow roots. */
export const directionOf = (node: Element): 'ltr' | 'rtl' | null => {
  const dir = nearest(node, 'dir');
  return dir === 'ltr' || dir === 'rtl' ? dir : null;
};

const nearest = (node: Element, attribute: string): string | null => {
  let scope: Element | null = node;
  while (scope) {
    const value: string | null | undefined = scope.closest(`[${attribute}]`)?.getAttribute(attribute);
    if (value) return value;
    const root = scope.getRootNode();
    scope = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
};
