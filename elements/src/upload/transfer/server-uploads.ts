import type { Client } from '@vidkit/contracts/client/uploads';
import type { Upload } from '@vidkit/contracts/schemas/upload';

/** The server lets nobody have more open. */
const limit = 50;

/**
 * Uploads of this person that wait for their file: of new videos, or of the one whose source is replaced.
 *
 * @throws {ApiError} `unauthenticated` for visitors
 */
export const serverUploads = async (client: Client, replaces: string | null): Promise<Upload[]> => {
  const { items } = await client.call('listUploads', { query: { limit } });
  return items.filter(
    ({ id, videoId, state }) =>
      state === 'open' && (replaces === null ? videoId === id : videoId === replaces),
  );
};
