import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Reprodutor de vídeo',
  playerNamed: 'Reprodutor de vídeo: {name}',
  play: 'Reproducir',
  loading: 'Cargando',
  unmute: 'Activar o son',
  retry: 'Tentar de novo',
  error_offline: 'Non tes conexión. A reprodución continuará cando volvas conectarte.',
  error_network: 'Non se puido cargar o vídeo.',
  error_forbidden: 'Non tes acceso a este vídeo.',
  error_not_found: 'Este vídeo non está dispoñible.',
  error_unsupported: 'Este navegador non pode reproducir este vídeo.',
  error_decode: 'O vídeo detívose por un problema de reprodución.',
  error_processing_failed: 'Non se puido preparar este vídeo.',
  error_no_source: 'Aínda non hai ningún vídeo aquí.',
};

export const preparing: PreparingTexts = {
  preparing: 'Este vídeo estase preparando',
  preparingShare: 'En preparación: {share}',
  preparingHint: 'Aparecerá aquí en canto se poida reproducir.',
  archived: 'Hai tempo que ninguén ve este vídeo.',
  bringBack: 'Recuperalo',
  bringBackFailed: 'Non funcionou. Téntao de novo nuns intres.',
  backSoon: 'Volverá nuns intres',
  backInMinutes: {
    one: 'Volverá en {count} minuto aproximadamente',
    other: 'Volverá en {count} minutos aproximadamente',
  },
  backInHours: {
    one: 'Volverá en {count} hora aproximadamente',
    other: 'Volverá en {count} horas aproximadamente',
  },
  backHint: 'Estase recuperando do arquivo e reproducirase aquí.',
};
