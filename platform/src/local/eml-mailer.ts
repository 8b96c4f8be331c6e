import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { type Mail, type Mailer, requireMail } from '../ports/mailer.ts';

export interface StoredMail extends Mail {
  /** Name of the file without `.eml`; sorts by time. */
  readonly id: string;
  readonly sentAt: Date;
}

const idPattern = /^\d{13}-[0-9a-f]{12}$/;

/** Writes each mail as a file (`.eml`, RFC 5322) that any mail program opens. Never leaves a half-written one. */
export class EmlMailer implements Mailer {
  readonly #folder: string;
  readonly #from: string;
  #lastSent = 0;

  constructor(folder: string, from = 'vidkit@localhost') {
    this.#folder = folder;
    this.#from = from;
  }

  async send(mail: Mail): Promise<void> {
    // Each has a millisecond of its own, so that names sort as they were sent.
    this.#lastSent = Math.max(Date.now(), this.#lastSent + 1);
    const sentAt = new Date(this.#lastSent);
    const id = `${sentAt.getTime().toString().padStart(13, '0')}-${randomBytes(6).toString('hex')}`;
    const message = compose({ ...mail, id, sentAt }, this.#from);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const path = join(this.#folder, `${id}.eml`);
    const temporary = `${path}.part`;
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(message);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(this.#folder);
  }

  /** Newest first. */
  async list(limit: number): Promise<StoredMail[]> {
    const names = await readdir(this.#folder).catch(missingIsEmpty);
    const ids = names.filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -'.eml'.length));
    const newest = ids
      .filter((id) => idPattern.test(id))
      .sort()
      .reverse()
      .slice(0, limit);
    const mails = await Promise.all(newest.map((id) => this.read(id)));
    return mails.filter((mail) => mail !== null);
  }

  async read(id: string): Promise<StoredMail | null> {
    if (!idPattern.test(id)) return null;
    try {
      return parse(id, await readFile(join(this.#folder, `${id}.eml`), 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
}

const missingIsEmpty = (error: NodeJS.ErrnoException): string[] => {
  if (error.code === 'ENOENT') return [];
  throw error;
};

/** A rename is durable once its folder is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const compose = (mail: StoredMail, from: string): string => {
  requireMail(mail);
  const body = Buffer.from(mail.text.replace(/\r\n?|\n/g, '\r\n'), 'utf8').toString('base64');
  return [
    `From: Vidkit <${from}>`,
    `To: ${mail.to}`,
    `Subject: ${encodeWords(mail.subject)}`,
    `Date: ${mail.sentAt.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mail.id}@${from.split('@')[1] ?? 'localhost'}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'Auto-Submitted: auto-generated',
    '',
    ...(body.match(/.{1,76}/g) ?? []),
    '',
  ].join('\r\n');
};

/** RFC 2047 encoded words of at most 75 characters, none of which splits a code point. */
const encodeWords = (text: string): string => {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && text.length < 900) return text;
  const words: string[] = [];
  let word = '';
  for (const char of text) {
    if (Buffer.byteLength(word + char) > 45) {
      words.push(word);
      word = '';
    }
    word += char;
  }
  words.push(word);
  return words.map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
};

/** Reads what `compose` wrote. */
const parse = (id: string, message: string): StoredMail => {
  const split = message.indexOf('\r\n\r\n');
  const headers = new Map(
    message
      .slice(0, split)
      .replace(/\r\n[ \t]/g, ' ')
      .split('\r\n')
      .map((line): [string, string] => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
  );
  return {
    id,
    to: headers.get('to') ?? '',
    subject: decodeWords(headers.get('subject') ?? ''),
    text: Buffer.from(message.slice(split + 4), 'base64')
      .toString('utf8')
      .replaceAll('\r\n', '\n'),
    sentAt: new Date(Number(id.slice(0, 13))),
  };
};

const decodeWords = (text: string): string =>
  text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?B\?([^?]*)\?=/g, (_word, base64: string) =>
      Buffer.from(base64, 'base64').toString('utf8'),
    );
