import { paths } from '../paths.ts';
import { createClientOf, type Client, type ClientOptions } from './client-of.ts';

export { ApiError, type TransportCode } from './api-error.ts';
export type { CallInput, CallResult, Client, ClientOptions, GetToken } from './client-of.ts';
export type { OperationId } from '../paths.ts';

/** The typed client of the whole API. */
export const createClient = (options: ClientOptions): Client => createClientOf(paths, options);
