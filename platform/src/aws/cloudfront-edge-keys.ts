// Registers the signer of SigV4A: the KeyValueStore has one address for all regions and takes no other signature.
import '@aws-sdk/signature-v4a';

import {
  type CloudFrontKeyValueStoreClient,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  UpdateKeysCommand,
} from '@aws-sdk/client-cloudfront-keyvaluestore';

export interface EdgeKeys {
  readonly current: string;
  /** Null before the first rotation: then only `current` opens. */
  readonly previous: string | null;
}

/** Somebody else changed the store at every try: another rotation is under way. */
export class EdgeKeysError extends Error {
  readonly code = 'edge_keys_contended';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EdgeKeysError';
  }
}

const maxTries = 5;

/**
 * Gives the function at the edge the keys by which it opens token paths (`token-path/edge-function.ts`). Both change in one
 * step, so no viewer meets half of a rotation; it may be repeated. Throws `EdgeKeysError`. It takes seconds until every edge
 * knows them: sign with a new key only after it has been `current` here for a minute, and keep the old one as `previous`.
 */
export const putEdgeKeys = async (
  client: CloudFrontKeyValueStoreClient,
  storeArn: string,
  { current, previous }: EdgeKeys,
): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN: storeArn }));
    const isLeft = previous === null && (await hasKey(client, storeArn, 'previous'));
    const command = new UpdateKeysCommand({
      KvsARN: storeArn,
      // Of the store as a whole: it says whether somebody has changed any of it since.
      IfMatch: ETag,
      Puts: [
        { Key: 'current', Value: current },
        ...(previous === null ? [] : [{ Key: 'previous', Value: previous }]),
      ],
      ...(isLeft ? { Deletes: [{ Key: 'previous' }] } : {}),
    });
    try {
      await client.send(command);
      return;
    } catch (error) {
      if (!(error instanceof Error) || !conflicts.has(error.name)) throw error;
      if (attempt === maxTries)
        throw new EdgeKeysError('The keys at the edge are being changed by somebody else.', { cause: error });
    }
  }
};

/** Names under which the service says that the ETag is not the one of now. */
const conflicts = new Set(['ConflictException', 'PreconditionFailed', 'PreconditionFailedException']);

const hasKey = async (client: CloudFrontKeyValueStoreClient, arn: string, key: string): Promise<boolean> => {
  try {
    await client.send(new GetKeyCommand({ KvsARN: arn, Key: key }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return false;
    throw error;
  }
};
