import { formatter } from './formatter.ts';
import type { Messages } from './messages.ts';
import { Words } from './words.ts';

export { defineMessages } from './messages.ts';

/** `Words` that also know sizes, lengths of time, moments and dates. */
export class Localize<M extends Messages> extends Words<M> {
  /** A size for people in decimal units: `412 MB`, `1.2 GB`. `per: 'second'` makes it a speed. */
  bytes(value: number, { per }: { per?: 'second' } = {}): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
    const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
    const amount = value / 1000 ** power;
    return this.number(amount, {
      style: 'unit',
      unit: per ? `${units[power]}-per-${per}` : units[power],
      unitDisplay: power === 0 && !per ? 'long' : 'short',
      maximumFractionDigits: power < 2 || amount >= 100 ? 0 : 1,
    });
  }

  /** A length of time in words, rounded to its two largest units: "2 hours 5 minutes", "45 seconds". */
  duration(seconds: number, display: 'long' | 'short' | 'narrow' = 'long'): string {
    const whole = Math.max(0, Math.round(seconds));
    const parts: [number, string][] = [
      [Math.floor(whole / 3600), 'hour'],
      [Math.floor((whole % 3600) / 60), 'minute'],
      [whole % 60, 'second'],
    ];
    const first = parts.findIndex(([amount]) => amount > 0);
    const shown = first < 0 ? parts.slice(2) : parts.slice(first, first + 2).filter(([amount]) => amount > 0);
    return shown
      .map(([amount, unit]) => this.number(amount, { style: 'unit', unit, unitDisplay: display }))
      .join(' ');
  }

  /** "3 minutes ago", "yesterday"; the largest unit that fits. */
  relativeTime(when: Date | number | string, now: number = Date.now()): string {
    const seconds = (new Date(when).getTime() - now) / 1000;
    const [size, unit] = spans.find(([span]) => Math.abs(seconds) >= span) ?? [1, 'second'];
    const options: Intl.RelativeTimeFormatOptions = { numeric: 'auto' };
    return formatter(Intl.RelativeTimeFormat, this.lang, options).format(Math.trunc(seconds / size), unit);
  }

  date(when: Date | number | string, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string {
    return formatter(Intl.DateTimeFormat, this.lang, options).format(new Date(when));
  }
}

const spans: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [31_556_952, 'year'],
  [2_629_746, 'month'],
  [604_800, 'week'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];
