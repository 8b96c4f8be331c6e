import { createUploadToken as createUploadTokenSchema } from '@vidkit/contracts/schemas/upload-token';
import type { UploadToken } from '@vidkit/contracts/schemas/upload-token';

import { CliError, faultsOf } from './cli-error.ts';
import { optional, required, type Command, type CommandInput } from './command.ts';
import { clientFor } from './operator.ts';

const usualDays = 30;
const mostDays = 365;
const dayMs = 24 * 3_600_000;

/** `upload-token create`: prints the secret, which nobody can read again. */
export const createUploadToken: Command = {
  usage:
    '--owner E --label L [--days N] [--folder F] [--origins A,B] [--max-files N] [--max-file-bytes N] [--max-total-bytes N]',
  summary: 'let others upload without an account',
  options: {
    owner: { type: 'string' },
    label: { type: 'string' },
    days: { type: 'string' },
    folder: { type: 'string' },
    origins: { type: 'string' },
    'max-files': { type: 'string' },
    'max-file-bytes': { type: 'string' },
    'max-total-bytes': { type: 'string' },
  },
  run: async (input) => {
    const days = countIn(input, 'days') ?? usualDays;
    if (days < 1 || days > mostDays) throw new CliError(`--days is 1 to ${mostDays}.`);
    const body = createUploadTokenSchema.safeParse({
      label: required(input, 'label'),
      folder: optional(input, 'folder') ?? null,
      origins: optional(input, 'origins')?.split(','),
      maxFiles: countIn(input, 'max-files'),
      maxFileBytes: countIn(input, 'max-file-bytes'),
      maxTotalBytes: countIn(input, 'max-total-bytes'),
      expiresAt: new Date(Date.now() + days * dayMs).toISOString(),
    });
    if (!body.success) throw new CliError(faultsOf(body.error));
    const client = await clientFor(input.config, required(input, 'owner'));
    const token = await client.call('createUploadToken', { body: body.data });
    return { text: `${token.secret}\nIt is shown only now. ${lineOf(token)}`, data: token };
  },
};

/** `upload-token list`: without their secrets, which nobody has. */
export const listUploadTokens: Command = {
  usage: '--owner E',
  summary: 'the newest hundred upload tokens of an account',
  options: { owner: { type: 'string' } },
  run: async (input) => {
    const client = await clientFor(input.config, required(input, 'owner'));
    const { items } = await client.call('listUploadTokens', { query: { limit: 100 } });
    return { text: items.map(lineOf).join('\n') || 'No upload tokens yet.', data: items };
  },
};

/** `upload-token revoke`: takes it back at once. */
export const revokeUploadToken: Command = {
  usage: 'ID --owner E',
  summary: 'take an upload token back',
  options: { owner: { type: 'string' } },
  run: async (input) => {
    const id = input.positionals[0];
    if (id === undefined) throw new CliError('Which upload token? Give its id.');
    const client = await clientFor(input.config, required(input, 'owner'));
    await client.call('revokeUploadToken', { params: { id } });
    return { text: `Nobody uploads with ${id} any more.`, data: { id } };
  },
};

const countIn = (input: CommandInput, name: string): number | null => {
  const given = optional(input, name);
  if (given === undefined) return null;
  if (!/^\d{1,16}$/.test(given)) throw new CliError(`--${name} is a whole number.`);
  return Number(given);
};

const lineOf = ({ id, label, usedFiles, maxFiles, expiresAt, revokedAt }: UploadToken): string => {
  const ended = revokedAt !== null ? 'revoked' : Date.parse(expiresAt) <= Date.now() ? 'expired' : 'active';
  const files = maxFiles === null ? `${usedFiles} files` : `${usedFiles} of ${maxFiles} files`;
  return `${id}  ${ended.padEnd(7)}  until ${expiresAt.slice(0, 10)}  ${files}  ${label}`;
};
