import { ApiError } from './api-error.ts';
import { problemOf, type CallResult, type Client } from './client-of.ts';

interface SendOptions {
  /** Version of what was read. */
  readonly ifMatch: number;
  readonly signal?: AbortSignal;
}

/** Sends a picture as the poster; apart from `call`, which speaks JSON. Rejects as `call` does. */
export const sendPosterPicture = async (
  client: Pick<Client<'putPosterPicture'>, 'url' | 'authorization'>,
  videoId: string,
  picture: Blob,
  { ifMatch, signal }: SendOptions,
): Promise<CallResult<'putPosterPicture'>> => {
  const attempt = async (fresh: boolean): Promise<Response> =>
    fetch(client.url('putPosterPicture', { id: videoId }), {
      method: 'PUT',
      headers: {
        accept: 'application/json',
        'content-type': picture.type || 'application/octet-stream',
        'if-match': `"v${ifMatch}"`,
        ...(await client.authorization({ fresh, ...(signal && { signal }) })),
      },
      body: picture,
      credentials: 'omit',
      signal: signal ?? null,
    }).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw new ApiError('network', 'putPosterPicture: no answer from the server (network)', { cause });
    });
  let response = await attempt(false);
  if (response.status === 401) response = await attempt(true);
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as CallResult<'putPosterPicture'>;
};
