import { historyPaths, type HistoryOperationId } from '../history-paths.ts';
import { createClientOf, type Client, type ClientOptions } from './client-of.ts';

export type HistoryClient = Client<HistoryOperationId>;

/** The client of what a viewer watched, and how far. */
export const createHistoryClient = (options: ClientOptions): HistoryClient =>
  createClientOf(historyPaths, options);
