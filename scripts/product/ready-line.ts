import { seconds } from '../bootstrap/progress.mjs';

export interface ReadyFacts {
  readonly elapsedMs: number;
  readonly publicUrl: string;
  /** Null when there is none. */
  readonly watchUrl: string | null;
  readonly demoSite: string | null;
  readonly account: {
    readonly email: string;
    readonly password: string | null;
    readonly file: string;
  } | null;
}

/** What a person sees when everything runs: one line, or in a terminal the same as a small table. */
export const readyText = (facts: ReadyFacts, pretty: boolean): string => {
  const places = [
    facts.watchUrl && (['Watch', facts.watchUrl] as const),
    ['Studio', `${facts.publicUrl}/studio`] as const,
    facts.demoSite && (['Demo site', `${facts.demoSite}/`] as const),
    ['API docs', `${facts.publicUrl}/docs`] as const,
    facts.account && (['Sign in', signIn(facts.account)] as const),
  ].filter((place) => place !== null && place !== '');
  const ready = `Ready in ${seconds(facts.elapsedMs)}`;
  if (!pretty)
    return [ready, ...places.map(([name, value]) => `${name} ${value}`), 'Ctrl-C stops'].join(' · ');
  const rows = places.map(([name, value]) => `  ${name.padEnd(10)} ${value}`);
  return ['', ready, '', ...rows, '', '  Ctrl-C stops everything.', ''].join('\n');
};

const signIn = ({ email, password, file }: NonNullable<ReadyFacts['account']>): string =>
  password === null ? `${email}, password in ${file}` : `${email} with ${password} (kept in ${file})`;
