/** `1:30`, `90` or `1:02:03` → seconds; null for anything else. */
export const parseStart = (text: string): number | null => {
  const parts = text.trim().split(':');
  if (text.trim() === '') return 0;
  if (parts.length > 3 || !parts.every((part) => /^\d{1,5}$/.test(part))) return null;
  return parts.reduce((seconds, part) => seconds * 60 + Number(part), 0);
};

/** Seconds → `1:30`; empty for the beginning. */
export const formatStart = (seconds: number): string =>
  seconds === 0 ? '' : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
