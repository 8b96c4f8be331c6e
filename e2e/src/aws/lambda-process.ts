import dns from 'node:dns';

/** Answers of a bundled function, one call after another: the process that `LambdaFunction` starts. */
interface Handler {
  (event: unknown, context: object): Promise<unknown>;
}

// Clients of services that have a host for each account ask for `<account>.localhost`, which not every resolver knows.
const lookup = dns.lookup.bind(dns) as (...args: unknown[]) => void;
dns.lookup = ((host: string, ...rest: unknown[]) =>
  lookup(host.endsWith('.localhost') ? '127.0.0.1' : host, ...rest)) as unknown as typeof dns.lookup;

const [bundle = ''] = process.argv.slice(2);
const { handler } = (await import(bundle)) as { handler: Handler };

process.on('message', ({ id, event }: { id: number; event: unknown }) => {
  const context = { awsRequestId: String(id), functionName: 'test', getRemainingTimeInMillis: () => 60_000 };
  handler(event, context).then(
    (answer) => process.send?.({ id, answer }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
