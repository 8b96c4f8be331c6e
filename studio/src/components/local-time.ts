/** RFC 3339 in UTC → the value of `<input type="datetime-local">`, in the reader's time zone. */
export const toLocalInput = (timestamp: string | null): string => {
  if (timestamp === null) return '';
  const time = new Date(timestamp);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
};

/** The other way round; null for an empty or unfinished value. */
export const fromLocalInput = (value: string): string | null => {
  const time = new Date(value);
  return value === '' || Number.isNaN(time.getTime()) ? null : time.toISOString();
};

/** The reader's time zone as people know it: `Europe/Berlin (GMT+2)`. */
export const timeZoneName = (language: string, at = new Date()): string => {
  const format = new Intl.DateTimeFormat(language, { timeZoneName: 'shortOffset' });
  const offset = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${format.resolvedOptions().timeZone.replaceAll('_', ' ')} (${offset})`;
};
