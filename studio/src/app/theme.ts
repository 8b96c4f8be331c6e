export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'vidkit:studio:theme';

/** The chosen theme; `system` where storage is closed to us or nothing was chosen. */
export const readTheme = (): Theme => {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'system';
  } catch {
    return 'system';
  }
};

/** Shows a theme and remembers it. */
export const applyTheme = (theme: Theme): void => {
  document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Shown for this visit; there is nowhere to keep it.
  }
};
