import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Chwaraewr fideo',
  playerNamed: 'Chwaraewr fideo: {name}',
  play: 'Chwarae',
  loading: 'Wrthi’n llwytho',
  unmute: 'Troi’r sain ymlaen',
  retry: 'Rhoi cynnig arall arni',
  error_offline: 'Rydych chi all-lein. Bydd y fideo’n parhau pan fyddwch wedi cysylltu eto.',
  error_network: 'Doedd dim modd llwytho’r fideo.',
  error_forbidden: 'Nid oes gennych fynediad i’r fideo hwn.',
  error_not_found: 'Nid yw’r fideo hwn ar gael.',
  error_unsupported: 'Ni all y porwr hwn chwarae’r fideo hwn.',
  error_decode: 'Stopiodd y fideo oherwydd problem chwarae.',
  error_processing_failed: 'Doedd dim modd paratoi’r fideo hwn.',
  error_no_source: 'Does dim fideo yma eto.',
};

export const preparing: PreparingTexts = {
  preparing: 'Mae’r fideo hwn yn cael ei baratoi',
  preparingShare: 'Wrthi’n paratoi: {share}',
  preparingHint: 'Bydd yn ymddangos yma cyn gynted ag y bydd modd ei chwarae.',
  archived: 'Nid yw’r fideo hwn wedi’i wylio ers tro.',
  bringBack: 'Adfer y fideo',
  bringBackFailed: 'Ni weithiodd hynny. Rhowch gynnig arall arni ymhen ychydig.',
  backSoon: 'Yn ôl ymhen ychydig',
  backInMinutes: {
    one: 'Yn ôl ymhen tua {count} munud',
    two: 'Yn ôl ymhen tua {count} funud',
    few: 'Yn ôl ymhen tua {count} munud',
    many: 'Yn ôl ymhen tua {count} munud',
    other: 'Yn ôl ymhen tua {count} munud',
  },
  backInHours: {
    one: 'Yn ôl ymhen tua {count} awr',
    two: 'Yn ôl ymhen tua {count} awr',
    few: 'Yn ôl ymhen tua {count} awr',
    many: 'Yn ôl ymhen tua {count} awr',
    other: 'Yn ôl ymhen tua {count} awr',
  },
  backHint: 'Mae’n dod o’r archif a bydd yn chwarae yma.',
};
