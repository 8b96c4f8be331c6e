import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Player de vídeo',
  playerNamed: 'Player de vídeo: {name}',
  play: 'Reproduzir',
  loading: 'Carregando',
  unmute: 'Ativar som',
  retry: 'Tentar novamente',
  error_offline: 'Você está off-line. A reprodução continua quando a conexão for restabelecida.',
  error_network: 'Não foi possível carregar o vídeo.',
  error_forbidden: 'Você não tem acesso a este vídeo.',
  error_not_found: 'Este vídeo não está disponível.',
  error_unsupported: 'Este navegador não consegue reproduzir este vídeo.',
  error_decode: 'O vídeo parou devido a um problema de reprodução.',
  error_processing_failed: 'Não foi possível preparar este vídeo.',
  error_no_source: 'Ainda não há nenhum vídeo aqui.',
};

export const preparing: PreparingTexts = {
  preparing: 'Este vídeo está sendo preparado',
  preparingShare: 'Em preparação: {share}',
  preparingHint: 'Ele aparecerá aqui assim que puder ser reproduzido.',
  archived: 'Faz tempo que ninguém assiste a este vídeo.',
  bringBack: 'Recuperar',
  bringBackFailed: 'Não deu certo. Tente novamente em instantes.',
  backSoon: 'De volta em instantes',
  backInMinutes: {
    one: 'De volta em cerca de {count} minuto',
    many: 'De volta em cerca de {count} de minutos',
    other: 'De volta em cerca de {count} minutos',
  },
  backInHours: {
    one: 'De volta em cerca de {count} hora',
    many: 'De volta em cerca de {count} de horas',
    other: 'De volta em cerca de {count} horas',
  },
  backHint: 'Ele está vindo do arquivo e será reproduzido aqui.',
};
