import { elementPaths, type ElementOperationId } from '../element-paths.ts';
import { uploadPaths, type UploadOperationId } from '../upload-paths.ts';
import { createClientOf, type Client as ClientOf, type ClientOptions } from './client-of.ts';

export { ApiError } from './api-error.ts';
export type { CallInput, CallResult, GetToken } from './client-of.ts';

export type OperationId = ElementOperationId | UploadOperationId;
export type Client = ClientOf<OperationId>;

/** The client of the uploader: what elements call, and uploads. */
export const createClient = (options: ClientOptions): Client =>
  createClientOf({ ...elementPaths, ...uploadPaths }, options);
