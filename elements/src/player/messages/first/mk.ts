import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Видеоплеер',
  playerNamed: 'Видеоплеер: {name}',
  play: 'Пушти',
  loading: 'Се вчитува',
  unmute: 'Вклучи звук',
  retry: 'Обиди се повторно',
  error_offline: 'Немате интернет-врска. Репродукцијата ќе продолжи кога повторно ќе се поврзете.',
  error_network: 'Видеото не можеше да се вчита.',
  error_forbidden: 'Немате пристап до ова видео.',
  error_not_found: 'Ова видео не е достапно.',
  error_unsupported: 'Овој прелистувач не може да го пушти ова видео.',
  error_decode: 'Видеото запре поради проблем со репродукцијата.',
  error_processing_failed: 'Ова видео не можеше да се подготви.',
  error_no_source: 'Тука сѐ уште нема видео.',
};

export const preparing: PreparingTexts = {
  preparing: 'Видеото се подготвува',
  preparingShare: 'Се подготвува: {share}',
  preparingHint: 'Ќе се појави тука штом ќе може да се пушти.',
  archived: 'Ова видео не е гледано подолго време.',
  bringBack: 'Врати го',
  bringBackFailed: 'Не успеа. Обидете се повторно за момент.',
  backSoon: 'Се враќа за момент',
  backInMinutes: { one: 'Се враќа за околу {count} минута', other: 'Се враќа за околу {count} минути' },
  backInHours: { one: 'Се враќа за околу {count} час', other: 'Се враќа за околу {count} часа' },
  backHint: 'Доаѓа од архивата и ќе се пушти тука.',
};
