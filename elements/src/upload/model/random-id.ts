/** 128 random bits. `crypto.randomUUID` exists on secure pages only, and uploads may run on plain HTTP in a lab. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
