import { html, type TemplateResult } from 'lit';

import type { Reply } from '@vidkit/contracts/schemas/comment';

import { parseBody, type BodyNode } from './parse-body.ts';
import type { CommentsView } from './comments-view.ts';

interface Parsed {
  limitMs: number | null;
  nodes: BodyNode[];
}

// A comment is a new object after each change, so its tree can be kept as long as it.
const parsed = new WeakMap<Reply, Parsed>();

const nodesOf = (comment: Reply, limitMs: number | null): BodyNode[] => {
  const known = parsed.get(comment);
  if (known && known.limitMs === limitMs) return known.nodes;
  const nodes = parseBody(comment.body, limitMs);
  parsed.set(comment, { limitMs, nodes });
  return nodes;
};

/** Moments of the video that a comment speaks of, in milliseconds. */
export const momentsOf = (comment: Reply, limitMs: number | null): number[] => [
  ...(comment.atMs === null ? [] : [comment.atMs]),
  ...nodesOf(comment, limitMs).flatMap((node) => (node.type === 'time' ? [node.ms] : [])),
];

/** The text of a comment as templates: whatever was typed can only become one of the six elements below. */
export const bodyTemplate = (view: CommentsView, comment: Reply): TemplateResult => {
  const nodeTemplate = (node: BodyNode): unknown => {
    switch (node.type) {
      case 'text':
        return node.text;
      case 'break':
        return html`<br />`;
      case 'code':
        return html`<code>${node.text}</code>`;
      case 'strong':
        return html`<strong>${node.children.map(nodeTemplate)}</strong>`;
      case 'em':
        return html`<em>${node.children.map(nodeTemplate)}</em>`;
      case 'link':
        return html`<a href=${node.href} target="_blank" rel="nofollow ugc noopener noreferrer" dir="ltr"
          >${node.label}<span class="visually-hidden"> (${view.localize.term('newTab')})</span></a
        >`;
      case 'time':
        return timeTemplate(view, node.ms, node.text, comment.id);
    }
  };
  return html`${nodesOf(comment, view.limitMs).map(nodeTemplate)}`;
};

/** A moment of the video: a button that plays it, or text where there is no player. */
export const timeTemplate = (view: CommentsView, ms: number, text: string, id: string) =>
  view.canSeek
    ? html`<button
        type="button"
        class="time"
        part="time"
        dir="ltr"
        aria-label=${view.localize.term('seek', { time: text })}
        @click=${() => view.seek(ms, id)}
      >
        ${text}
      </button>`
    : html`<span class="time" dir="ltr">${text}</span>`;
