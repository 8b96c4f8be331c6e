/**
 * A position as people write it: `0:42`, `12:05`, `1:02:03`. `like` is the longest time shown beside it, so that
 * the digits line up while time passes.
 */
export const clock = (seconds: number, like: number = seconds): string => {
  if (!Number.isFinite(seconds)) return '–:––';
  // Lengths come as 19.999999: a hundredth of a second is not worth a wrong digit.
  const whole = Math.max(0, Math.floor(seconds + 0.01));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = pad(whole % 60);
  if (hours === 0 && !(like >= 3600)) return `${like >= 600 ? pad(minutes) : minutes}:${rest}`;
  return `${hours}:${pad(minutes)}:${rest}`;
};
