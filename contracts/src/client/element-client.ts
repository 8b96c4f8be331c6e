import { elementPaths, type ElementOperationId } from '../element-paths.ts';
import { createClientOf, type Client as ClientOf, type ClientOptions } from './client-of.ts';

export { ApiError } from './api-error.ts';
export type { CallInput, CallResult, GetToken } from './client-of.ts';
export type { ElementOperationId as OperationId } from '../element-paths.ts';

export type Client = ClientOf<ElementOperationId>;

/** The client of elements, which knows what they call and nothing else: their bundles do not grow with the studio. */
export const createClient = (options: ClientOptions): Client => createClientOf(elementPaths, options);
