import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Odtwarzacz wideo',
  playerNamed: 'Odtwarzacz wideo: {name}',
  play: 'Odtwórz',
  loading: 'Ładowanie',
  unmute: 'Wyłącz wyciszenie',
  retry: 'Spróbuj ponownie',
  error_offline: 'Jesteś offline. Odtwarzanie zostanie wznowione po przywróceniu połączenia.',
  error_network: 'Nie udało się wczytać filmu.',
  error_forbidden: 'Nie masz dostępu do tego filmu.',
  error_not_found: 'Ten film jest niedostępny.',
  error_unsupported: 'Ta przeglądarka nie może odtworzyć tego filmu.',
  error_decode: 'Film zatrzymał się z powodu problemu z odtwarzaniem.',
  error_processing_failed: 'Nie udało się przygotować tego filmu.',
  error_no_source: 'Nie ma tu jeszcze żadnego filmu.',
};

export const preparing: PreparingTexts = {
  preparing: 'Ten film jest przygotowywany',
  preparingShare: 'Przygotowywanie: {share}',
  preparingHint: 'Pojawi się tutaj, gdy tylko będzie można go odtworzyć.',
  archived: 'Tego filmu od dawna nikt nie oglądał.',
  bringBack: 'Przywróć',
  bringBackFailed: 'Nie udało się. Spróbuj ponownie za chwilę.',
  backSoon: 'Wróci za chwilę',
  backInMinutes: {
    one: 'Wróci za około {count} minutę',
    few: 'Wróci za około {count} minuty',
    many: 'Wróci za około {count} minut',
    other: 'Wróci za około {count} minuty',
  },
  backInHours: {
    one: 'Wróci za około {count} godzinę',
    few: 'Wróci za około {count} godziny',
    many: 'Wróci za około {count} godzin',
    other: 'Wróci za około {count} godziny',
  },
  backHint: 'Jest przywracany z archiwum i zostanie odtworzony tutaj.',
};
