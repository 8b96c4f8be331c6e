import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Video atskaņotājs',
  playerNamed: 'Video atskaņotājs: {name}',
  play: 'Atskaņot',
  loading: 'Notiek ielāde',
  unmute: 'Ieslēgt skaņu',
  retry: 'Mēģināt vēlreiz',
  error_offline: 'Jūs esat bezsaistē. Atskaņošana turpināsies, kad savienojums būs atjaunots.',
  error_network: 'Video nevarēja ielādēt.',
  error_forbidden: 'Jums nav piekļuves šim video.',
  error_not_found: 'Šis video nav pieejams.',
  error_unsupported: 'Šī pārlūkprogramma nevar atskaņot šo video.',
  error_decode: 'Video apstājās atskaņošanas problēmas dēļ.',
  error_processing_failed: 'Šo video nevarēja sagatavot.',
  error_no_source: 'Šeit vēl nav video.',
};

export const preparing: PreparingTexts = {
  preparing: 'Video tiek sagatavots',
  preparingShare: 'Tiek sagatavots: {share}',
  preparingHint: 'Tas parādīsies šeit, tiklīdz to varēs atskaņot.',
  archived: 'Šo video sen neviens nav skatījies.',
  bringBack: 'Atgūt',
  bringBackFailed: 'Neizdevās. Pēc brīža mēģiniet vēlreiz.',
  backSoon: 'Tūlīt būs atpakaļ',
  backInMinutes: {
    zero: 'Būs atpakaļ pēc aptuveni {count} minūtēm',
    one: 'Būs atpakaļ pēc aptuveni {count} minūtes',
    other: 'Būs atpakaļ pēc aptuveni {count} minūtēm',
  },
  backInHours: {
    zero: 'Būs atpakaļ pēc aptuveni {count} stundām',
    one: 'Būs atpakaļ pēc aptuveni {count} stundas',
    other: 'Būs atpakaļ pēc aptuveni {count} stundām',
  },
  backHint: 'Tas tiek izgūts no arhīva un tiks atskaņots šeit.',
};
