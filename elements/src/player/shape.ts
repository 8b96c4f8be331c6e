/**
 * The rule that gives a player its shape, for a sheet of its shadow root: there the page's own rules win over it, and
 * a strict CSP allows it. Empty for what is no ratio such as `16/9`, `4:3` or `1.85`.
 */
export const shapeRule = (ratio: string): string =>
  /^\s*\d+(\.\d+)?\s*([/:]\s*\d+(\.\d+)?\s*)?$/.test(ratio)
    ? `:host(:not(:fullscreen)) { aspect-ratio: ${ratio.replace(':', '/')} }`
    : '';
