import type { VideoStatus, Visibility } from '@vidkit/contracts/schemas/video';

/** Statuses that the list can be narrowed to. */
export const filterableStatuses = [
  'uploading',
  'processing',
  'ready',
  'archived',
  'restoring',
  'failed',
] as const satisfies VideoStatus[];
export const visibilities = ['public', 'unlisted', 'private', 'scheduled'] as const satisfies Visibility[];

export interface VideoFilters {
  readonly q: string;
  readonly status: (typeof filterableStatuses)[number] | null;
  readonly visibility: Visibility | null;
  readonly folder: string | null;
}

export const videoTabs = ['details', 'texts', 'trim', 'share', 'comments'] as const;
export type VideoTab = (typeof videoTabs)[number];

export type Route =
  | { readonly page: 'videos'; readonly filters: VideoFilters }
  | { readonly page: 'video'; readonly id: string; readonly tab: VideoTab }
  | { readonly page: 'upload' }
  | { readonly page: 'sites' }
  | { readonly page: 'guests' }
  | { readonly page: 'missing' };

export const base = '/studio/';
export const noFilters: VideoFilters = { q: '', status: null, visibility: null, folder: null };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The page that an address names. */
export const routeOf = (address: URL): Route => {
  const [page = '', id = '', tab = 'details', ...rest] = address.pathname
    .slice(base.length)
    .replace(/\/$/, '')
    .split('/');
  if (!address.pathname.startsWith(base) && address.pathname !== '/studio') return { page: 'missing' };
  if (page === '' || (page === 'videos' && id === '')) return { page: 'videos', filters: filtersOf(address) };
  if (page === 'videos' && uuid.test(id) && isTab(tab) && rest.length === 0)
    return { page: 'video', id, tab };
  if ((page === 'upload' || page === 'sites' || page === 'guests') && id === '') return { page };
  return { page: 'missing' };
};

export const videosPath = (filters: Partial<VideoFilters> = {}): string => {
  const search = new URLSearchParams();
  for (const name of ['q', 'status', 'visibility', 'folder'] as const) {
    const value = filters[name];
    if (value) search.set(name, value);
  }
  return `${base}videos${search.size > 0 ? `?${search}` : ''}`;
};

export const videoPath = (id: string, tab: VideoTab = 'details'): string =>
  `${base}videos/${id}${tab === 'details' ? '' : `/${tab}`}`;

export const uploadPath = `${base}upload`;
export const sitesPath = `${base}sites`;
export const guestsPath = `${base}guests`;

const isTab = (value: string): value is VideoTab => videoTabs.some((tab) => tab === value);

/** Values that nobody can choose are taken as none, so that an old link still shows the list. */
const filtersOf = ({ searchParams }: URL): VideoFilters => ({
  q: searchParams.get('q')?.slice(0, 200) ?? '',
  status: filterableStatuses.find((status) => status === searchParams.get('status')) ?? null,
  visibility: visibilities.find((visibility) => visibility === searchParams.get('visibility')) ?? null,
  folder: searchParams.get('folder')?.slice(0, 100) || null,
});
