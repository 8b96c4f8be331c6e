import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Видео-плејер',
  playerNamed: 'Видео-плејер: {name}',
  play: 'Пусти',
  loading: 'Учитава се',
  unmute: 'Укључи звук',
  retry: 'Покушај поново',
  error_offline: 'Нисте на мрежи. Репродукција се наставља када се веза поново успостави.',
  error_network: 'Учитавање видеа није успело.',
  error_forbidden: 'Немате приступ овом видеу.',
  error_not_found: 'Овај видео није доступан.',
  error_unsupported: 'Овај прегледач не може да пусти овај видео.',
  error_decode: 'Видео је заустављен због проблема са репродукцијом.',
  error_processing_failed: 'Припрема овог видеа није успела.',
  error_no_source: 'Овде још нема видеа.',
};

export const preparing: PreparingTexts = {
  preparing: 'Овај видео се припрема',
  preparingShare: 'Припрема се: {share}',
  preparingHint: 'Појавиће се овде чим буде могао да се пусти.',
  archived: 'Овај видео дуго нико није гледао.',
  bringBack: 'Врати',
  bringBackFailed: 'Није успело. Покушајте поново за који тренутак.',
  backSoon: 'Враћа се за који тренутак',
  backInMinutes: {
    one: 'Враћа се за око {count} минут',
    few: 'Враћа се за око {count} минута',
    other: 'Враћа се за око {count} минута',
  },
  backInHours: {
    one: 'Враћа се за око {count} сат',
    few: 'Враћа се за око {count} сата',
    other: 'Враћа се за око {count} сати',
  },
  backHint: 'Стиже из архиве и пустиће се овде.',
};
