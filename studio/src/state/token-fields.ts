import type { CreateUploadToken } from '@vidkit/contracts/schemas/upload-token';

import { originOf, originsOf } from './embed-origins.ts';

/** What is typed into the form of an upload token. */
export interface TokenFields {
  readonly label: string;
  readonly folder: string;
  /** One page's origin a line. */
  readonly origins: string;
  /** Its last day, `2027-03-31`. */
  readonly lastDay: string;
  readonly maxFiles: string;
  readonly maxFileGigabytes: string;
  readonly maxTotalGigabytes: string;
}

export type TokenProblem = 'label' | 'origins' | 'lastDay' | 'maxFiles' | 'maxFile' | 'maxTotal';

const dayMs = 86_400_000;
const mostDays = 365;
const gigabyte = 1e9;

/** A token for a month and a hundred files, unless something else is chosen. */
export const usualTokenFields = (now = new Date()): TokenFields => ({
  label: '',
  folder: '',
  origins: '',
  lastDay: dayIn(30, now),
  maxFiles: '100',
  maxFileGigabytes: '',
  maxTotalGigabytes: '',
});

/** The day so many days from today, in the reader's time zone, as `<input type="date">` has it. */
export const dayIn = (days: number, now = new Date()): string => {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

/** What the fields ask for, or which of them cannot be read. An empty limit is none. */
export const tokenWishOf = (
  fields: TokenFields,
  now = new Date(),
): { body: CreateUploadToken } | { problems: ReadonlySet<TokenProblem> } => {
  const label = fields.label.trim();
  const origins = originsOf(fields.origins);
  const expiresAt = endOf(fields.lastDay);
  const ahead = expiresAt === null ? 0 : expiresAt.getTime() - now.getTime();
  const maxFiles = numberIn(fields.maxFiles, 1);
  const maxFileBytes = numberIn(fields.maxFileGigabytes, gigabyte);
  const maxTotalBytes = numberIn(fields.maxTotalGigabytes, gigabyte);
  const problems = new Set<TokenProblem>([
    ...(label === '' ? ['label' as const] : []),
    ...(origins.some((origin) => originOf(origin) !== origin) ? ['origins' as const] : []),
    ...(ahead <= 0 || ahead > mostDays * dayMs ? ['lastDay' as const] : []),
    ...(maxFiles === undefined || (maxFiles ?? 1) > 1_000_000 ? ['maxFiles' as const] : []),
    ...(maxFileBytes === undefined ? ['maxFile' as const] : []),
    ...(maxTotalBytes === undefined ? ['maxTotal' as const] : []),
  ]);
  if (
    problems.size > 0 ||
    expiresAt === null ||
    maxFiles === undefined ||
    maxFileBytes === undefined ||
    maxTotalBytes === undefined
  ) {
    return { problems };
  }
  const folder = fields.folder.trim() || null;
  return {
    body: {
      label,
      folder,
      origins,
      expiresAt: expiresAt.toISOString(),
      maxFiles,
      maxFileBytes,
      maxTotalBytes,
    },
  };
};

/** The last moment of a day here. */
const endOf = (day: string): Date | null => {
  const end = new Date(`${day}T23:59:59`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(end.getTime()) ? end : null;
};

/** Whole units in a number that a person wrote; null for nothing, undefined for what is none. */
const numberIn = (text: string, unit: number): number | null | undefined => {
  if (text.trim() === '') return null;
  const value = Number(text.replace(',', '.'));
  const units = Math.round(value * unit);
  return Number.isFinite(value) && units >= 1 && Number.isSafeInteger(units) ? units : undefined;
};
