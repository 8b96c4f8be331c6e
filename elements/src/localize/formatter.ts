const formatters = new Map<string, unknown>();

/** Intl objects are slow to make and free to keep. */
export const formatter = <Options extends object, Formatter>(
  kind: new (language: string, options: Options) => Formatter,
  language: string,
  options: Options,
): Formatter => {
  const key = `${kind.name} ${language} ${JSON.stringify(options)}`;
  const kept = (formatters.get(key) as Formatter | undefined) ?? new kind(language, options);
  formatters.set(key, kept);
  return kept;
};
