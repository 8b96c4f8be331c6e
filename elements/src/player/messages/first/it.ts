import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Lettore video',
  playerNamed: 'Lettore video: {name}',
  play: 'Riproduci',
  loading: 'Caricamento',
  unmute: 'Attiva audio',
  retry: 'Riprova',
  error_offline: 'Sei offline. La riproduzione riprenderà quando tornerà la connessione.',
  error_network: 'Impossibile caricare il video.',
  error_forbidden: 'Non hai accesso a questo video.',
  error_not_found: 'Questo video non è disponibile.',
  error_unsupported: 'Questo browser non può riprodurre questo video.',
  error_decode: 'Il video si è interrotto per un problema di riproduzione.',
  error_processing_failed: 'Impossibile preparare questo video.',
  error_no_source: 'Qui non c’è ancora nessun video.',
};

export const preparing: PreparingTexts = {
  preparing: 'Il video è in preparazione',
  preparingShare: 'In preparazione: {share}',
  preparingHint: 'Apparirà qui non appena potrà essere riprodotto.',
  archived: 'Questo video non viene guardato da tempo.',
  bringBack: 'Recupera',
  bringBackFailed: 'Non ha funzionato. Riprova tra un momento.',
  backSoon: 'Di nuovo disponibile tra un momento',
  backInMinutes: {
    one: 'Di nuovo disponibile tra circa {count} minuto',
    many: 'Di nuovo disponibile tra circa {count} di minuti',
    other: 'Di nuovo disponibile tra circa {count} minuti',
  },
  backInHours: {
    one: 'Di nuovo disponibile tra circa {count} ora',
    many: 'Di nuovo disponibile tra circa {count} di ore',
    other: 'Di nuovo disponibile tra circa {count} ore',
  },
  backHint: 'Arriva dall’archivio e verrà riprodotto qui.',
};
