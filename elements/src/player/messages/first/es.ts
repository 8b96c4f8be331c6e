import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Reproductor de vídeo',
  playerNamed: 'Reproductor de vídeo: {name}',
  play: 'Reproducir',
  loading: 'Cargando',
  unmute: 'Activar el sonido',
  retry: 'Reintentar',
  error_offline: 'No tienes conexión. La reproducción continuará cuando vuelvas a conectarte.',
  error_network: 'No se ha podido cargar el vídeo.',
  error_forbidden: 'No tienes acceso a este vídeo.',
  error_not_found: 'Este vídeo no está disponible.',
  error_unsupported: 'Este navegador no puede reproducir este vídeo.',
  error_decode: 'El vídeo se ha detenido por un problema de reproducción.',
  error_processing_failed: 'No se ha podido preparar este vídeo.',
  error_no_source: 'Aún no hay ningún vídeo aquí.',
};

export const preparing: PreparingTexts = {
  preparing: 'Este vídeo se está preparando',
  preparingShare: 'En preparación: {share}',
  preparingHint: 'Aparecerá aquí en cuanto se pueda reproducir.',
  archived: 'Hace tiempo que nadie ve este vídeo.',
  bringBack: 'Recuperarlo',
  bringBackFailed: 'No ha funcionado. Inténtalo de nuevo dentro de un momento.',
  backSoon: 'Volverá en un momento',
  backInMinutes: {
    one: 'Volverá en {count} minuto aproximadamente',
    other: 'Volverá en {count} minutos aproximadamente',
  },
  backInHours: {
    one: 'Volverá en {count} hora aproximadamente',
    other: 'Volverá en {count} horas aproximadamente',
  },
  backHint: 'Se está recuperando del archivo y se reproducirá aquí.',
};
