import { createServer } from 'node:http';

import { ConfigError, readConfig } from '@vidkit/platform/config';
import { followParent, tellReady } from '@vidkit/platform/local/parent';
import pino from 'pino';

import { compose } from './compose.ts';
import { demoHost } from './demo/demo-host.ts';
import { openInstallation } from './installation.ts';

const drainMs = 10_000;

const config = readConfig();
const log = pino({ level: config.logLevel, base: { process: 'api' } });

const { adapters, secrets } = await openInstallation(config, log).catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  log.fatal(error.message);
  return process.exit(2);
});
const product = compose({ config, secrets, adapters, log });
await product.start();

const server = createServer(product.app);
// Parts of uploads may take long; the store has its own stall deadline.
server.requestTimeout = 0;
server.headersTimeout = 20_000;
server.keepAliveTimeout = 65_000;

let stopping: Promise<void> | undefined;
const stop = (reason: string): Promise<void> => {
  stopping ??= (async () => {
    log.info({ reason }, 'stopping');
    product.drain();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const late = setTimeout(() => server.closeAllConnections(), drainMs);
    await closed;
    clearTimeout(late);
    await product.stop();
    log.info('stopped');
    process.exit(0);
  })();
  return stopping;
};

process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
followParent(() => void stop('parent gone'));
process.on('unhandledRejection', (error) => {
  log.fatal({ err: error }, 'unhandled rejection');
  process.exit(1);
});

server.once('error', (error) => {
  log.fatal({ err: error }, 'cannot listen');
  process.exit(1);
});
if (config.demoPort !== null) {
  const demo = createServer(demoHost({ publicUrl: config.publicUrl, dataDir: config.dataDir }));
  demo.on('error', (error) =>
    log.warn({ err: error, port: config.demoPort }, 'the demo host page cannot listen'),
  );
  // A literal address, while ours is a name: another site in the browser's sense, not only another port.
  demo.listen(config.demoPort, '127.0.0.1').unref();
}

server.listen(config.port, config.host, () => {
  log.info({ url: config.publicUrl }, 'listening');
  tellReady();
});
