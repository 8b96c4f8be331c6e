import type { Site } from '@vidkit/contracts/schemas/site';
import type { UploadToken } from '@vidkit/contracts/schemas/upload-token';
import type { Me, Video } from '@vidkit/contracts/schemas/video';

let made = 0;

/** A UUIDv7-like id: later ones sort after earlier ones. */
const nextId = (): string => `01990000-0000-7000-8000-${String(++made).padStart(12, '0')}`;

export const me: Me = {
  person: { id: '01990000-0000-7000-8000-00000000a001', name: 'Ada Lovelace', avatarUrl: null },
  email: 'ada@example.com',
  channel: { id: '01990000-0000-7000-8000-00000000c001', name: 'Ada Lovelace', subscribers: 12 },
  storage: { usedBytes: 0, quotaBytes: null },
};

/** A ready, public video; later calls make newer ones. */
export const createVideo = (overrides: Partial<Video> = {}): Video => {
  const id = overrides.id ?? nextId();
  return {
    id,
    channel: me.channel,
    title: `Video ${made}`,
    description: '',
    language: null,
    visibility: 'public',
    publishAt: null,
    embedOrigins: null,
    folder: null,
    status: 'ready',
    failure: null,
    progress: null,
    playable: true,
    readyAt: null,
    durationMs: 12_000,
    width: 640,
    height: 360,
    posterUrl: '/media/poster.jpg',
    fileName: 'clip.mp4',
    sizeBytes: 24_300_000,
    source: { state: 'stored', readyAt: null },
    warnings: [],
    likes: 0,
    comments: 0,
    version: 1,
    createdAt: '2026-11-20T09:30:00.000Z',
    updatedAt: '2026-11-20T09:30:00.000Z',
    ...overrides,
  };
};

export const createSite = (overrides: Partial<Site> = {}): Site => ({
  id: nextId(),
  name: 'Example',
  origin: 'https://example.com',
  scopes: ['comments:write', 'reactions:write'],
  createdAt: '2026-11-20T09:30:00.000Z',
  ...overrides,
});

export const createToken = (overrides: Partial<UploadToken> = {}): UploadToken => ({
  id: nextId(),
  label: 'Applications',
  maxFiles: null,
  maxFileBytes: null,
  maxTotalBytes: null,
  folder: null,
  origins: [],
  usedFiles: 0,
  usedBytes: 0,
  createdAt: '2026-11-20T09:30:00.000Z',
  expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  revokedAt: null,
  ...overrides,
});
