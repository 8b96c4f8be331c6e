import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Player video',
  playerNamed: 'Player video: {name}',
  play: 'Redă',
  loading: 'Se încarcă',
  unmute: 'Activează sunetul',
  retry: 'Încearcă din nou',
  error_offline: 'Ești offline. Redarea continuă când se restabilește conexiunea.',
  error_network: 'Videoclipul nu a putut fi încărcat.',
  error_forbidden: 'Nu ai acces la acest videoclip.',
  error_not_found: 'Acest videoclip nu este disponibil.',
  error_unsupported: 'Acest browser nu poate reda acest videoclip.',
  error_decode: 'Videoclipul s-a oprit din cauza unei probleme de redare.',
  error_processing_failed: 'Acest videoclip nu a putut fi pregătit.',
  error_no_source: 'Aici nu există încă niciun videoclip.',
};

export const preparing: PreparingTexts = {
  preparing: 'Acest videoclip este în curs de pregătire',
  preparingShare: 'Se pregătește: {share}',
  preparingHint: 'Va apărea aici imediat ce poate fi redat.',
  archived: 'Acest videoclip nu a mai fost vizionat de ceva vreme.',
  bringBack: 'Recuperează',
  bringBackFailed: 'Nu a funcționat. Încearcă din nou peste câteva momente.',
  backSoon: 'Revine în câteva momente',
  backInMinutes: {
    one: 'Revine în aproximativ {count} minut',
    few: 'Revine în aproximativ {count} minute',
    other: 'Revine în aproximativ {count} de minute',
  },
  backInHours: {
    one: 'Revine în aproximativ {count} oră',
    few: 'Revine în aproximativ {count} ore',
    other: 'Revine în aproximativ {count} de ore',
  },
  backHint: 'Este adus din arhivă și va fi redat aici.',
};
