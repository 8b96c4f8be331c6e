import { commentMaxLength } from '../composer/comment-length.ts';
import { composerFooter } from '../composer/composer-footer.ts';
import { composerTemplate } from '../composer/composer-template.ts';
import type { Draft } from '../model/drafts.ts';
import type { CommentsView } from '../render/comments-view.ts';
import { CommentWriter, type CommentWriterOptions } from './comment-writer.ts';

/** All that only writers need; readers do not load it. */
export interface Writing {
  readonly writer: CommentWriter;
  readonly footer: typeof composerFooter;
  /** The composer of a reply or of an edit. */
  composer(view: CommentsView, place: string): unknown;
  isTooLong(draft: Draft): boolean;
}

export const startWriting = (options: CommentWriterOptions): Writing => ({
  writer: new CommentWriter(options),
  footer: composerFooter,
  composer: (view, place) => {
    const kind = place.startsWith('edit-') ? 'edit' : 'reply';
    const name = view.store.entry(place.slice(kind.length + 1))?.comment.author?.name ?? '';
    const label = view.localize.term(`${kind}.label`, { name });
    const placeholder = kind === 'edit' ? '' : view.localize.term('reply.placeholder', { name });
    return composerTemplate(view, place, { label, placeholder }, composerFooter(view, place));
  },
  isTooLong: ({ text }) => text.length > commentMaxLength,
});
