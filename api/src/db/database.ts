import type { ClientConfig } from 'pg';

/** How PostgreSQL is reached: by one address, or by parts of which the password may change while we run. */
export type Database =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly database: string;
      readonly user: string;
      /** Asked anew for every connection. */
      readonly password: () => Promise<string>;
      readonly ssl: NonNullable<ClientConfig['ssl']>;
    };
