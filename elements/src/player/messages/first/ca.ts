import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Reproductor de vídeo',
  playerNamed: 'Reproductor de vídeo: {name}',
  play: 'Reprodueix',
  loading: 'S’està carregant',
  unmute: 'Activa el so',
  retry: 'Torna-ho a provar',
  error_offline: 'No teniu connexió. La reproducció continuarà quan torneu a estar en línia.',
  error_network: 'No s’ha pogut carregar el vídeo.',
  error_forbidden: 'No teniu accés a aquest vídeo.',
  error_not_found: 'Aquest vídeo no està disponible.',
  error_unsupported: 'Aquest navegador no pot reproduir aquest vídeo.',
  error_decode: 'El vídeo s’ha aturat per un problema de reproducció.',
  error_processing_failed: 'No s’ha pogut preparar aquest vídeo.',
  error_no_source: 'Encara no hi ha cap vídeo aquí.',
};

export const preparing: PreparingTexts = {
  preparing: 'S’està preparant aquest vídeo',
  preparingShare: 'En preparació: {share}',
  preparingHint: 'Apareixerà aquí tan bon punt es pugui reproduir.',
  archived: 'Fa temps que ningú no mira aquest vídeo.',
  bringBack: 'Recupera’l',
  bringBackFailed: 'No ha funcionat. Torneu-ho a provar d’aquí a un moment.',
  backSoon: 'Tornarà d’aquí a un moment',
  backInMinutes: {
    one: 'Tornarà d’aquí a {count} minut aproximadament',
    other: 'Tornarà d’aquí a {count} minuts aproximadament',
  },
  backInHours: {
    one: 'Tornarà d’aquí a {count} hora aproximadament',
    other: 'Tornarà d’aquí a {count} hores aproximadament',
  },
  backHint: 'S’està recuperant de l’arxiu i es reproduirà aquí.',
};
