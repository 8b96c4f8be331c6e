import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Leitor de vídeo',
  playerNamed: 'Leitor de vídeo: {name}',
  play: 'Reproduzir',
  loading: 'A carregar',
  unmute: 'Ativar som',
  retry: 'Tentar novamente',
  error_offline: 'Está offline. A reprodução continua quando a ligação for restabelecida.',
  error_network: 'Não foi possível carregar o vídeo.',
  error_forbidden: 'Não tem acesso a este vídeo.',
  error_not_found: 'Este vídeo não está disponível.',
  error_unsupported: 'Este navegador não consegue reproduzir este vídeo.',
  error_decode: 'O vídeo parou devido a um problema de reprodução.',
  error_processing_failed: 'Não foi possível preparar este vídeo.',
  error_no_source: 'Ainda não há nenhum vídeo aqui.',
};

export const preparing: PreparingTexts = {
  preparing: 'Este vídeo está a ser preparado',
  preparingShare: 'Em preparação: {share}',
  preparingHint: 'Aparece aqui assim que puder ser reproduzido.',
  archived: 'Há algum tempo que ninguém vê este vídeo.',
  bringBack: 'Recuperar',
  bringBackFailed: 'Não resultou. Tente novamente dentro de momentos.',
  backSoon: 'De volta dentro de momentos',
  backInMinutes: {
    one: 'De volta dentro de cerca de {count} minuto',
    many: 'De volta dentro de cerca de {count} de minutos',
    other: 'De volta dentro de cerca de {count} minutos',
  },
  backInHours: {
    one: 'De volta dentro de cerca de {count} hora',
    many: 'De volta dentro de cerca de {count} de horas',
    other: 'De volta dentro de cerca de {count} horas',
  },
  backHint: 'Está a ser recuperado do arquivo e será reproduzido aqui.',
};
