import type { Publication } from '@vidkit/contracts/events/media';
import type { Trim } from '@vidkit/contracts/schemas/trim';
import type { MadePoster } from '@vidkit/contracts/events/poster';
import type {
  ProcessingProgress,
  SourceState,
  VideoFailure,
  VideoStatus,
  Visibility,
} from '@vidkit/contracts/schemas/video';

/** A video as the services know it. */
export interface VideoRecord {
  readonly id: string;
  readonly channelId: string;
  readonly channelName: string;
  readonly subscribers: number;
  readonly ownerId: string;
  readonly title: string;
  readonly description: string;
  readonly language: string | null;
  readonly visibility: Visibility;
  readonly publishAt: Date | null;
  /** Origins whose pages may embed it, besides our own; null: all. */
  readonly embedOrigins: readonly string[] | null;
  /** Under which of its owner's headings it is kept. */
  readonly folder: string | null;
  readonly status: VideoStatus;
  readonly failure: VideoFailure | null;
  readonly progress: ProcessingProgress | null;
  /** Number of the running or last encode; 0 before the first. */
  readonly encode: number;
  readonly publication: Publication | null;
  /** What is to be shown, which `publication` may not be yet; null is all. */
  readonly trim: Trim | null;
  /** The complete publication of all of the present source; null while there is none. */
  readonly whole: Publication | null;
  /** What of its media rests in the archive, or is on the way there or back; null while nothing does. */
  readonly ladder: { readonly keys: readonly string[]; readonly readyAt: Date | null } | null;
  /** Chosen or brought by the creator; null while that of the publication is shown. */
  readonly poster: MadePoster | null;
  readonly sourceKey: string | null;
  readonly sourceState: SourceState;
  readonly sourceReadyAt: Date | null;
  readonly fileName: string | null;
  readonly sizeBytes: number | null;
  readonly warnings: readonly string[];
  readonly likes: number;
  readonly comments: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Last view, to the hour. */
  readonly viewedAt: Date | null;
  readonly deletedAt: Date | null;
}

/** How a video is seen at this moment: a scheduled one is public from its time on, whatever the row still says. */
export const visibilityOf = (
  { visibility, publishAt }: Pick<VideoRecord, 'visibility' | 'publishAt'>,
  now = new Date(),
): Visibility =>
  visibility === 'scheduled' && publishAt !== null && publishAt <= now ? 'public' : visibility;

/** What is shown before anybody plays: the creator's choice, else that of the publication. */
export const posterOf = ({
  poster,
  publication,
}: Pick<VideoRecord, 'poster' | 'publication'>): Omit<MadePoster, 'bytes'> | null =>
  poster ?? (publication?.poster ? { ...publication.poster, prefix: publication.prefix } : null);

/** Whether what is published, or another publication of the video, cannot be read now because it is in the archive. */
export const rests = (
  { ladder, publication }: Pick<VideoRecord, 'ladder' | 'publication'>,
  of: Publication | null = publication,
): boolean => of !== null && (ladder?.keys.some((key) => key.startsWith(of.prefix)) ?? false);

/** Whether it plays now. */
export const isPlayable = (video: Pick<VideoRecord, 'ladder' | 'publication'>): boolean =>
  video.publication !== null && !rests(video);

/** Whether somebody may see a video: everybody once it is public or by link, always its owner. */
export const canSee = (video: VideoRecord, accountId: string | null, now = new Date()): boolean => {
  if (video.deletedAt) return false;
  if (video.ownerId === accountId) return true;
  const visibility = visibilityOf(video, now);
  return visibility === 'public' || visibility === 'unlisted';
};
