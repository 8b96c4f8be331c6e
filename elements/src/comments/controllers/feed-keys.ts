/**
 * Keys of the feed pattern (ARIA Authoring Practices): Page Down and Page Up go from article to article,
 * Ctrl+Home and Ctrl+End leave the feed. Returns what should take the focus, or null.
 */
export const feedTarget = (event: KeyboardEvent, root: ParentNode): HTMLElement | null => {
  const leaving = event.ctrlKey || event.metaKey;
  if (leaving && event.key === 'Home') return root.querySelector('textarea, select, button');
  if (leaving && event.key === 'End') return root.querySelector('.more, .end');
  const step = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0;
  if (step === 0) return null;
  const articles = [...root.querySelectorAll<HTMLElement>('article')];
  const at = articles.findLastIndex((article) => article.contains(event.target as Node));
  return articles[at + step] ?? null;
};
