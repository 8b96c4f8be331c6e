import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videoplayer',
  playerNamed: 'Videoplayer: {name}',
  play: 'Reproduciraj',
  loading: 'Učitavanje',
  unmute: 'Uključi zvuk',
  retry: 'Pokušaj ponovno',
  error_offline: 'Niste na mreži. Reprodukcija će se nastaviti kad se ponovno povežete.',
  error_network: 'Videozapis se nije mogao učitati.',
  error_forbidden: 'Nemate pristup ovom videozapisu.',
  error_not_found: 'Ovaj videozapis nije dostupan.',
  error_unsupported: 'Ovaj preglednik ne može reproducirati ovaj videozapis.',
  error_decode: 'Videozapis je zaustavljen zbog problema s reprodukcijom.',
  error_processing_failed: 'Ovaj videozapis nije se mogao pripremiti.',
  error_no_source: 'Ovdje još nema videozapisa.',
};

export const preparing: PreparingTexts = {
  preparing: 'Ovaj se videozapis priprema',
  preparingShare: 'Priprema: {share}',
  preparingHint: 'Pojavit će se ovdje čim ga bude moguće reproducirati.',
  archived: 'Ovaj videozapis dugo nitko nije gledao.',
  bringBack: 'Vrati ga',
  bringBackFailed: 'Nije uspjelo. Pokušajte ponovno za koji trenutak.',
  backSoon: 'Vraća se za trenutak',
  backInMinutes: {
    one: 'Vraća se za otprilike {count} minutu',
    few: 'Vraća se za otprilike {count} minute',
    other: 'Vraća se za otprilike {count} minuta',
  },
  backInHours: {
    one: 'Vraća se za otprilike {count} sat',
    few: 'Vraća se za otprilike {count} sata',
    other: 'Vraća se za otprilike {count} sati',
  },
  backHint: 'Dolazi iz arhive i reproducirat će se ovdje.',
};
