/** Where a server on this machine is reached from this machine; the public address may be a proxy's. */
export const localUrlOf = ({ host, port }: { readonly host: string; readonly port: number }): string => {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
};
