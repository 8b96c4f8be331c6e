import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Luajtësi i videove',
  playerNamed: 'Luajtësi i videove: {name}',
  play: 'Luaj',
  loading: 'Po ngarkohet',
  unmute: 'Aktivizo zërin',
  retry: 'Provo përsëri',
  error_offline: 'Jeni jashtë linje. Luajtja vazhdon kur të lidheni përsëri.',
  error_network: 'Videoja nuk mund të ngarkohej.',
  error_forbidden: 'Nuk keni qasje në këtë video.',
  error_not_found: 'Kjo video nuk është e disponueshme.',
  error_unsupported: 'Ky shfletues nuk mund ta luajë këtë video.',
  error_decode: 'Videoja u ndal për shkak të një problemi me luajtjen.',
  error_processing_failed: 'Kjo video nuk mund të përgatitej.',
  error_no_source: 'Këtu ende nuk ka video.',
};

export const preparing: PreparingTexts = {
  preparing: 'Kjo video po përgatitet',
  preparingShare: 'Po përgatitet: {share}',
  preparingHint: 'Do të shfaqet këtu sapo të mund të luhet.',
  archived: 'Kjo video nuk është parë prej kohësh.',
  bringBack: 'Riktheje',
  bringBackFailed: 'Nuk funksionoi. Provoni përsëri pas pak.',
  backSoon: 'Kthehet pas pak',
  backInMinutes: { one: 'Kthehet pas rreth {count} minute', other: 'Kthehet pas rreth {count} minutash' },
  backInHours: { one: 'Kthehet pas rreth {count} ore', other: 'Kthehet pas rreth {count} orësh' },
  backHint: 'Po vjen nga arkivi dhe do të luhet këtu.',
};
