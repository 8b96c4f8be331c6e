import { z } from 'zod';

import { id, line, timestamp } from './basics.ts';

/** Scheme, host and port of a page, exactly as the browser's `Origin` header spells it. */
export const origin = z
  .string()
  .max(300)
  .refine(
    (value) => {
      try {
        const url = new URL(value);
        return (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === value;
      } catch {
        return false;
      }
    },
    { message: 'An origin is scheme, host and port only, such as https://example.com' },
  );

/** An origin, or all below a domain, `https://*.example.com`: pages that may embed a video. Safe in a content policy. */
export const embedOrigin = z
  .string()
  .max(300)
  .refine(
    (value) => {
      const sample = value.replace('://*.', '://any.');
      return (
        /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/.test(sample) &&
        URL.canParse(sample) &&
        new URL(sample).origin === sample
      );
    },
    {
      message:
        'An origin is scheme, host and port only, such as https://example.com or https://*.example.com',
    },
  );

/** What an embedded element may be allowed to do for a signed-in person. */
export const embedScope = z.enum(['comments:write', 'reactions:write', 'uploads:write', 'history:write']);
export type EmbedScope = z.infer<typeof embedScope>;

export const site = z.object({
  id,
  name: z.string(),
  origin: z.string(),
  scopes: z.array(embedScope),
  createdAt: timestamp,
});
export type Site = z.infer<typeof site>;

export const createSite = z.strictObject({
  name: line(100).pipe(z.string().min(1)),
  origin,
  scopes: z.array(embedScope).min(1).default(['comments:write', 'reactions:write']),
});
export type CreateSite = z.input<typeof createSite>;

/** How an element on the calling page's origin signs people in. Answered by the `Origin` header alone. */
export const embedClient = z.object({
  clientId: z.string(),
  siteName: z.string(),
  authorizationUrl: z.string(),
  tokenUrl: z.string(),
  revocationUrl: z.string(),
  redirectUri: z.string(),
  /** Origin that the sign-in window's message comes from. */
  messageOrigin: z.string(),
  issuer: z.string(),
  resource: z.string(),
  scope: z.string(),
});
export type EmbedClient = z.infer<typeof embedClient>;

/** Kinds of file that can hold a video, told by their first bytes; `audio` are those of sound alone. */
export const container = z.enum([
  'mp4',
  'webm',
  'avi',
  'mpeg-ts',
  'mpeg-ps',
  'flv',
  'ogg',
  'asf',
  'mxf',
  'audio',
]);
export type Container = z.infer<typeof container>;

/** What is taken, so that a client can refuse a file before it sends the first byte. */
export const limits = z.object({
  maxFileBytes: z.int(),
  maxDurationMs: z.int(),
  /** Media types, as of `<input accept>`: a hint, since they are only claims. */
  acceptedTypes: z.array(z.string()),
  acceptedContainers: z.array(container),
  /** Sample entries (ISO/IEC 14496-12) of MP4 files that cannot be read, such as those of encrypted streams. */
  refusedCodecs: z.array(z.string()),
});
export type Limits = z.infer<typeof limits>;
