import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Scope } from '@vidkit/contracts/operations';
import { errors } from 'oidc-provider';
import type { InteractionResults, Provider } from 'oidc-provider';

import type { ClientDirectory } from './clients.ts';
import type { Sessions } from './sessions.ts';

export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** What the authorization server waits for from a person, and the ways to answer it. */
export class Interactions {
  readonly #provider: Provider;
  readonly #clients: ClientDirectory;
  readonly #sessions: Sessions;

  constructor(provider: Provider, clients: ClientDirectory, sessions: Sessions) {
    this.#provider = provider;
    this.#clients = clients;
    this.#sessions = sessions;
  }

  /** The one in the address, if it belongs to this browser. Throws `SessionNotFound`. */
  async find(request: IncomingMessage, response: ServerResponse, uid: string): Promise<Interaction> {
    const interaction = await this.#provider.interactionDetails(request, response);
    if (interaction.uid !== uid) throw new errors.SessionNotFound('the cookie belongs to another sign-in');
    return interaction;
  }

  clientIdOf({ params }: Interaction): string {
    return String(params['client_id']);
  }

  async clientNameOf(interaction: Interaction): Promise<string> {
    return (await this.#provider.Client.find(this.clientIdOf(interaction)))?.clientName ?? '';
  }

  /** What the client asks of the API, as far as it may. */
  async scopesOf(interaction: Interaction): Promise<Scope[]> {
    const { scope } = interaction.params;
    const asked = typeof scope === 'string' ? scope.split(' ') : [];
    return (await this.#clients.scopesOf(this.clientIdOf(interaction))).filter((scope) =>
      asked.includes(scope),
    );
  }

  /** Answers who the person is, and where to go on. The session of somebody else in this browser ends first. */
  async signIn(
    request: IncomingMessage,
    response: ServerResponse,
    interaction: Interaction,
    accountId: string,
  ): Promise<string> {
    if (interaction.session && interaction.session.accountId !== accountId) {
      await this.#sessions.end(request, response);
      delete interaction.session;
      await interaction.persist();
    }
    return this.answer(request, response, { login: { accountId } });
  }

  /** Hands the result over. Answers where to go on. */
  answer(request: IncomingMessage, response: ServerResponse, result: InteractionResults): Promise<string> {
    return this.#provider.interactionResult(request, response, result);
  }
}
