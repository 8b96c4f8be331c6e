import { createSite as createSiteSchema, origin as originSchema } from '@vidkit/contracts/schemas/site';

import { CliError, faultsOf } from './cli-error.ts';
import { optional, required, type Command } from './command.ts';
import { clientFor } from './operator.ts';

/** `site create`: lets people sign in through embeds on a page's origin. The same origin again is the same site. */
export const createSite: Command = {
  usage: '--owner E --name N --origin O [--scopes A,B]',
  summary: 'let people sign in through embeds on a site',
  options: {
    owner: { type: 'string' },
    name: { type: 'string' },
    origin: { type: 'string' },
    scopes: { type: 'string' },
  },
  run: async (input) => {
    const origin = originSchema.safeParse(required(input, 'origin'));
    if (!origin.success) throw new CliError(origin.error.issues[0]?.message ?? 'The origin is not valid.');
    const body = createSiteSchema.safeParse({
      name: required(input, 'name'),
      origin: origin.data,
      scopes: optional(input, 'scopes')?.split(','),
    });
    if (!body.success) throw new CliError(faultsOf(body.error));

    const client = await clientFor(input.config, required(input, 'owner'));
    const { items } = await client.call('listSites', { query: { limit: 100 } });
    const site =
      items.find((known) => known.origin === origin.data) ??
      (await client.call('createSite', { body: body.data }));
    return { text: `${site.name} (${site.origin}) is registered.`, data: site };
  },
};
