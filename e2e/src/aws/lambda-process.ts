/** Answers of a bundled function, one call after another: the process that `LambdaFunction` starts. */
interface Handler {
  (event: unknown, context: object): Promise<unknown>;
}

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
