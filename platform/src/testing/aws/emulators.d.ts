/** What is used of the two emulators, which have no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';
  const createDynalite: (options?: { createTableMs?: number }) => Server;
  export default createDynalite;
}

declare module 'kinesalite' {
  import type { Server } from 'node:http';
  const createKinesalite: (options?: {
    createStreamMs?: number;
    deleteStreamMs?: number;
    shardLimit?: number;
  }) => Server;
  export default createKinesalite;
}
