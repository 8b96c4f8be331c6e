import { expect } from '@open-wc/testing';
import type { Comment } from '@vidkit/contracts/schemas/comment';

import { ThreadStore } from './thread-store.ts';

const createComment = (overrides: Partial<Comment> = {}): Comment => ({
  id: '01800000-0000-7000-8000-000000000001',
  videoId: '01800000-0000-7000-8000-000000000002',
  rootId: null,
  parentId: null,
  author: null,
  byCreator: false,
  body: 'Hello',
  atMs: null,
  deleted: false,
  likes: 4,
  replyCount: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  version: 1,
  viewer: { liked: false, canEdit: false, canDelete: false },
  replies: [],
  ...overrides,
});

describe('ThreadStore', () => {
  it('lets no older answer undo a newer one', () => {
    const store = new ThreadStore(() => undefined);
    store.append([createComment({ body: 'New', version: 2 })]);
    store.append([createComment({ body: 'Old', version: 1 })]);
    expect(store.threads.map(({ root }) => root.comment.body)).to.deep.equal(['New']);
  });
});
