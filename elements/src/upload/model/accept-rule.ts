/**
 * Whether a file fits the `accept` of a file input (HTML, 4.10.5.1.17): endings, media types and their wildcards, separated
 * by commas. Browsers apply it to what is picked, and to nothing else. An empty rule fits everything, and so does what is
 * no rule at all.
 */
export const fitsAccept = ({ name, type }: Pick<File, 'name' | 'type'>, accept: string): boolean => {
  const rules = accept
    .toLowerCase()
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule.startsWith('.') || rule.includes('/'));
  if (rules.length === 0) return true;
  return rules.some((rule) => {
    if (rule.startsWith('.')) return name.toLowerCase().endsWith(rule);
    // Systems do not know every ending: what they have no type for is judged by its content alone.
    if (type === '' || rule === '*/*') return true;
    return rule.endsWith('/*') ? type.startsWith(rule.slice(0, -1)) : type === rule;
  });
};
