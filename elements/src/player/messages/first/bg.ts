import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Видеоплейър',
  playerNamed: 'Видеоплейър: {name}',
  play: 'Пускане',
  loading: 'Зарежда се',
  unmute: 'Включване на звука',
  retry: 'Нов опит',
  error_offline: 'Няма връзка с интернет. Видеото ще продължи, щом връзката се възстанови.',
  error_network: 'Видеото не можа да се зареди.',
  error_forbidden: 'Нямате достъп до това видео.',
  error_not_found: 'Това видео не е налично.',
  error_unsupported: 'Този браузър не може да възпроизведе видеото.',
  error_decode: 'Видеото спря поради проблем с възпроизвеждането.',
  error_processing_failed: 'Видеото не можа да бъде подготвено.',
  error_no_source: 'Тук все още няма видео.',
};

export const preparing: PreparingTexts = {
  preparing: 'Видеото се подготвя',
  preparingShare: 'Подготвя се: {share}',
  preparingHint: 'Ще се появи тук, щом може да бъде пуснато.',
  archived: 'Това видео не е гледано от доста време.',
  bringBack: 'Възстановяване',
  bringBackFailed: 'Не се получи. Опитайте отново след малко.',
  backSoon: 'Готово е след малко',
  backInMinutes: { one: 'Готово е след около {count} минута', other: 'Готово е след около {count} минути' },
  backInHours: { one: 'Готово е след около {count} час', other: 'Готово е след около {count} часа' },
  backHint: 'Видеото се връща от архива и ще се пусне тук.',
};
