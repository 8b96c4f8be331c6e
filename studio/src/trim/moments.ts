/** `1:02.5`, `62.5` or `1:02:03` in milliseconds; null for anything else. A comma does for the point. */
export const readMoment = (text: string): number | null => {
  const [, hours = '0', minutes = '0', seconds = '', fraction = ''] =
    /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (seconds === '') return null;
  return (
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
  );
};

/** Milliseconds as `1:02.5`, to the thousandth where there are any. */
export const writeMoment = (ms: number): string => {
  const total = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(total % 60)}`;
  const fraction = String(ms % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return fraction === '' ? clock : `${clock}.${fraction}`;
};
