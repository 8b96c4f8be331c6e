import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Видеоплеер',
  playerNamed: 'Видеоплеер: {name}',
  play: 'Воспроизвести',
  loading: 'Загрузка',
  unmute: 'Включить звук',
  retry: 'Повторить попытку',
  error_offline: 'Нет подключения к интернету. Воспроизведение продолжится, когда связь восстановится.',
  error_network: 'Не удалось загрузить видео.',
  error_forbidden: 'У вас нет доступа к этому видео.',
  error_not_found: 'Это видео недоступно.',
  error_unsupported: 'Этот браузер не может воспроизвести это видео.',
  error_decode: 'Видео остановлено из-за ошибки воспроизведения.',
  error_processing_failed: 'Не удалось подготовить это видео.',
  error_no_source: 'Здесь пока нет видео.',
};

export const preparing: PreparingTexts = {
  preparing: 'Видео подготавливается',
  preparingShare: 'Подготовка: {share}',
  preparingHint: 'Оно появится здесь, как только его можно будет воспроизвести.',
  archived: 'Это видео давно никто не смотрел.',
  bringBack: 'Вернуть',
  bringBackFailed: 'Не получилось. Повторите попытку чуть позже.',
  backSoon: 'Скоро вернётся',
  backInMinutes: {
    one: 'Вернётся примерно через {count} минуту',
    few: 'Вернётся примерно через {count} минуты',
    many: 'Вернётся примерно через {count} минут',
    other: 'Вернётся примерно через {count} минуты',
  },
  backInHours: {
    one: 'Вернётся примерно через {count} час',
    few: 'Вернётся примерно через {count} часа',
    many: 'Вернётся примерно через {count} часов',
    other: 'Вернётся примерно через {count} часа',
  },
  backHint: 'Видео возвращается из архива и будет воспроизведено здесь.',
};
