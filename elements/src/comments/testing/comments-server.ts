import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { ErrorCode } from '@vidkit/contracts/errors';
import type { OperationId } from '@vidkit/contracts/client/elements';
import type { Comment, CommentSort, CreateComment, Reply } from '@vidkit/contracts/schemas/comment';

import {
  allowCrossOrigin,
  isPlatform,
  personOf,
  problem,
  readBody,
  type TestContext,
  type TestMiddleware,
} from '../../session/testing/test-context.ts';

/** What a test asks of the server; each video is a world of its own. */
export type Control =
  | { do: 'seed'; comments: Partial<Reply>[] }
  | { do: 'fault'; operation: OperationId; status: number; code: ErrorCode; times: number }
  /** Its answers wait for `release`. */
  | { do: 'hold'; operation: OperationId }
  | { do: 'release'; operation: OperationId }
  | { do: 'write'; comment: Partial<Reply> }
  | { do: 'remove'; id: string }
  | { do: 'frame'; frame: LiveFrame };

interface World {
  comments: Map<string, Reply>;
  likes: Map<string, Set<string>>;
  faults: Map<string, { status: number; code: string; times: number }>;
  /** Operations whose answers wait, with what lets them go. */
  holds: Map<string, { released: Promise<void>; release: () => void }>;
  streams: Set<TestContext>;
  /** Every write that arrived, as `METHOD path`. */
  log: string[];
}

const worlds = new Map<string, World>();
const firstReplies = 2;
let written = 0;

/** The comments API in memory, on 127.0.0.1, with its errors, pages and live stream; steered by `/comments-test/:videoId`. */
export const middleware: TestMiddleware = async (context, next) => {
  const [, control] = /^\/comments-test\/([\w-]+)$/.exec(context.path) ?? [];
  const route = routeOf(context);
  if (!isPlatform(context) || (!control && !route)) return next();
  if (allowCrossOrigin(context)) return;
  if (control) return steer(context, worldOf(control), control);
  if (!route) return;
  const { operation, id } = route;
  const world =
    operation.endsWith('Comments') || operation === 'createComment' || operation === 'followVideo'
      ? worldOf(id)
      : worldWith(id);
  if (!world) return problem(context, 404, 'not_found');
  if (context.method !== 'GET') world.log.push(`${context.method} ${context.path}`);
  await world.holds.get(operation)?.released;
  const fault = world.faults.get(operation);
  if (fault && fault.times-- > 0) return problem(context, fault.status, fault.code);
  return handlers[operation](context, world, id);
};

const hold = (world: World, operation: OperationId): void => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  world.holds.set(operation, { released, release });
};

type Operation =
  | 'listComments'
  | 'createComment'
  | 'followVideo'
  | 'getComment'
  | 'listReplies'
  | 'updateComment'
  | 'deleteComment'
  | 'reactToComment';

const routes: [string, RegExp, Operation][] = [
  ['GET', /^\/v1\/videos\/([\w-]+)\/comments$/, 'listComments'],
  ['POST', /^\/v1\/videos\/([\w-]+)\/comments$/, 'createComment'],
  ['GET', /^\/v1\/videos\/([\w-]+)\/events$/, 'followVideo'],
  ['GET', /^\/v1\/comments\/([\w-]+)$/, 'getComment'],
  ['GET', /^\/v1\/comments\/([\w-]+)\/replies$/, 'listReplies'],
  ['PATCH', /^\/v1\/comments\/([\w-]+)$/, 'updateComment'],
  ['DELETE', /^\/v1\/comments\/([\w-]+)$/, 'deleteComment'],
  ['PUT', /^\/v1\/comments\/([\w-]+)\/reaction$/, 'reactToComment'],
];

const routeOf = ({ method, path }: TestContext): { operation: Operation; id: string } | null => {
  for (const [verb, pattern, operation] of routes) {
    const id = pattern.exec(path)?.[1];
    if (id && (verb === method || method === 'OPTIONS')) return { operation, id };
  }
  return null;
};

const handlers: Record<Operation, (context: TestContext, world: World, id: string) => void | Promise<void>> =
  {
    listComments: (context, world) => {
      const { limit = '24', cursor = '0', sort = 'newest' } = context.query;
      const roots = sorted(
        [...world.comments.values()].filter((comment) => comment.rootId === null),
        sort as CommentSort,
      );
      const from = Number(cursor);
      const to = from + Number(limit);
      context.body = {
        items: roots.slice(from, to).map((root) => withReplies(context, world, root)),
        nextCursor: to < roots.length ? String(to) : null,
      };
    },
    listReplies: (context, world, id) => {
      const { limit = '24', cursor = '0' } = context.query;
      const replies = repliesOf(world, id);
      const to = Number(cursor) + Number(limit);
      context.body = {
        items: replies.slice(Number(cursor), to).map((reply) => seenBy(context, world, reply)),
        nextCursor: to < replies.length ? String(to) : null,
      };
    },
    getComment: (context, world, id) => {
      const comment = world.comments.get(id);
      if (!comment) return problem(context, 404, 'not_found');
      context.body = withReplies(context, world, comment);
    },
    createComment: async (context, world, videoId) => {
      const person = personOf(context);
      if (!person) return problem(context, 401, 'unauthenticated');
      const { id, parentId, body, atMs } = JSON.parse(await readBody(context)) as CreateComment;
      if (body.trim() === '') return problem(context, 422, 'comment_empty');
      const parent = parentId ? world.comments.get(parentId) : null;
      if (parent === undefined) return problem(context, 422, 'comment_parent_missing');
      const known = world.comments.get(id ?? '');
      const comment =
        known ??
        write(world, videoId, {
          ...(id ? { id } : {}),
          rootId: parent ? (parent.rootId ?? parent.id) : null,
          parentId: parent?.id ?? null,
          author: person,
          body,
          atMs: atMs ?? null,
        });
      context.status = 201;
      context.body = withReplies(context, world, comment);
    },
    updateComment: async (context, world, id) => {
      const comment = world.comments.get(id);
      if (!comment) return problem(context, 404, 'not_found');
      if (context.get('if-match') !== `"v${comment.version}"`)
        return problem(context, 412, 'version_conflict');
      const { body } = JSON.parse(await readBody(context)) as { body: string };
      const edited = { ...comment, body, version: comment.version + 1, editedAt: new Date().toISOString() };
      world.comments.set(id, edited);
      send(world, {
        type: 'comment',
        videoId: comment.videoId,
        change: 'edited',
        commentId: id,
        rootId: comment.rootId,
      });
      context.body = withReplies(context, world, edited);
    },
    deleteComment: (context, world, id) => {
      remove(world, id);
      context.status = 204;
    },
    reactToComment: async (context, world, id) => {
      const comment = world.comments.get(id);
      const person = personOf(context);
      if (!person) return problem(context, 401, 'unauthenticated');
      if (!comment) return problem(context, 404, 'not_found');
      const { liked } = JSON.parse(await readBody(context)) as { liked: boolean };
      const likes = world.likes.get(id) ?? new Set();
      world.likes.set(id, likes);
      const change = Number(liked) - Number(likes.has(person.id));
      if (liked) likes.add(person.id);
      else likes.delete(person.id);
      world.comments.set(id, { ...comment, likes: comment.likes + change });
      context.body = { liked, likes: comment.likes + change };
    },
    followVideo: (context, world) => {
      context.respond = false;
      context.res.writeHead(200, { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' });
      context.res.write(': hello\n\n');
      world.streams.add(context);
      context.req.on('close', () => world.streams.delete(context));
    },
  };

const steer = async (context: TestContext, world: World, videoId: string): Promise<void> => {
  if (context.method === 'GET') {
    context.body = { log: world.log, streams: world.streams.size, comments: [...world.comments.values()] };
    return;
  }
  const control = JSON.parse(await readBody(context)) as Control;
  if (control.do === 'seed')
    for (const comment of control.comments) write(world, videoId, comment, { quiet: true });
  else if (control.do === 'fault') world.faults.set(control.operation, control);
  else if (control.do === 'hold') hold(world, control.operation);
  else if (control.do === 'release') world.holds.get(control.operation)?.release();
  else if (control.do === 'write') write(world, videoId, control.comment);
  else if (control.do === 'remove') remove(world, control.id);
  else send(world, control.frame);
  context.body = {};
};

const write = (world: World, videoId: string, partial: Partial<Reply>, { quiet = false } = {}): Reply => {
  const comment: Reply = {
    id: idAt(Date.now() - 3_600_000 + written++),
    videoId,
    rootId: null,
    parentId: null,
    author: { id: '00000000-0000-7000-8000-000000000001', name: 'Grace', avatarUrl: null },
    byCreator: false,
    body: 'Hello',
    atMs: null,
    deleted: false,
    likes: 0,
    replyCount: 0,
    createdAt: new Date().toISOString(),
    editedAt: null,
    version: 1,
    viewer: null,
    ...partial,
  };
  world.comments.set(comment.id, comment);
  if (!quiet) {
    const { id: commentId, rootId } = comment;
    send(world, { type: 'comment', videoId, change: 'added', commentId, rootId });
    send(world, { type: 'counts', videoId, likes: 0, comments: world.comments.size });
  }
  return comment;
};

const remove = (world: World, id: string): void => {
  const comment = world.comments.get(id);
  if (!comment) return;
  if (repliesOf(world, id).length > 0) {
    world.comments.set(id, {
      ...comment,
      deleted: true,
      author: null,
      body: '',
      version: comment.version + 1,
    });
  } else world.comments.delete(id);
  const { videoId, rootId } = comment;
  send(world, { type: 'comment', videoId, change: 'removed', commentId: id, rootId });
};

const send = (world: World, frame: LiveFrame): void => {
  for (const { res } of world.streams)
    res.write(`id: ${Date.now()}\nevent: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`);
};

const repliesOf = (world: World, id: string): Reply[] =>
  sorted(
    [...world.comments.values()].filter((comment) => comment.rootId === id),
    'oldest',
  );

const sorted = (comments: Reply[], sort: CommentSort): Reply[] =>
  comments.sort((a, b) => {
    if (sort === 'top' && a.likes !== b.likes) return b.likes - a.likes;
    return (sort === 'oldest' ? 1 : -1) * (a.id < b.id ? -1 : 1);
  });

const withReplies = (context: TestContext, world: World, comment: Reply): Comment => {
  const replies = repliesOf(world, comment.id);
  return {
    ...seenBy(context, world, comment),
    replyCount: replies.length,
    replies: replies.slice(0, firstReplies).map((reply) => seenBy(context, world, reply)),
  };
};

const seenBy = (context: TestContext, world: World, comment: Reply): Reply => {
  const person = personOf(context);
  const own = person !== null && comment.author?.id === person.id;
  const liked = person !== null && (world.likes.get(comment.id)?.has(person.id) ?? false);
  return { ...comment, viewer: person ? { liked, canEdit: own, canDelete: own } : null };
};

const worldOf = (videoId: string): World => {
  const known = worlds.get(videoId);
  if (known) return known;
  const world: World = {
    comments: new Map(),
    likes: new Map(),
    faults: new Map(),
    holds: new Map(),
    streams: new Set(),
    log: [],
  };
  worlds.set(videoId, world);
  return world;
};

const worldWith = (commentId: string): World | undefined =>
  [...worlds.values()].find(({ comments }) => comments.has(commentId));

/** A UUIDv7 of a moment. */
const idAt = (ms: number): string => {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
};
