import type { IncomingMessage, ServerResponse } from 'node:http';

import { messagesIn, pickLanguage } from './language.ts';
import { pageHeaders } from './layout.ts';
import type { Messages } from './messages.ts';

/** Sends one of our pages with `pageHeaders`, and with others that replace or join them. */
export const sendPage = (
  response: ServerResponse,
  page: string,
  { status = 200, headers = {} }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): void => {
  response.statusCode = status;
  for (const [name, value] of Object.entries({ ...pageHeaders, ...headers })) response.setHeader(name, value);
  response.end(page);
};

/** The catalogue in the reader's language. */
export const messagesFor = (request: IncomingMessage): Messages =>
  messagesIn(pickLanguage(request.headers['accept-language']));
