/** `h:mm:ss` or `m:ss`, as people write moments of a video. Hours only when there are any. */
export const formatTimecode = (ms: number): string => {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
};

/** Milliseconds of a written moment; null when it is none (`1:75`, `1:2:03`). */
export const parseTimecode = (text: string): number | null => {
  const parts = text.split(':');
  const [seconds = '', minutes = '', hours = '0'] = [...parts].reverse();
  if (parts.length < 2 || parts.length > 3 || !/^[0-5]\d$/.test(seconds)) return null;
  if (parts.length === 3 && !/^[0-5]\d$/.test(minutes)) return null;
  if (!/^\d{1,3}$/.test(minutes) || !/^\d{1,3}$/.test(hours)) return null;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
};
