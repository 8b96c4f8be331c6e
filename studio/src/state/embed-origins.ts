/**
 * The origin that somebody means by a line: a host without a scheme is https, and what follows the host is left out.
 * `*.` before a host is all below it. Null when it cannot be one.
 */
export const originOf = (line: string): string | null => {
  const text = line.trim().toLowerCase();
  const address = text.includes('://') ? text : `https://${text}`;
  const [scheme = '', host = ''] = address.split('://');
  const below = host.startsWith('*.');
  const sample = `${scheme}://${below ? host.slice(2) : host}`;
  if (text === '' || !URL.canParse(sample)) return null;
  const { origin, protocol, hostname } = new URL(sample);
  if (!/^https?:$/.test(protocol) || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(hostname)) return null;
  return below ? origin.replace('://', '://*.') : origin;
};

/** One origin a line, each once; lines that are none stay as they were typed. */
export const originsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,]+/)
      .filter((line) => line !== '')
      .map((line) => originOf(line) ?? line),
  ),
];
