import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Відеопрогравач',
  playerNamed: 'Відеопрогравач: {name}',
  play: 'Відтворити',
  loading: 'Завантаження',
  unmute: 'Увімкнути звук',
  retry: 'Спробувати ще раз',
  error_offline: 'Немає з’єднання з інтернетом. Відтворення продовжиться, коли зв’язок відновиться.',
  error_network: 'Не вдалося завантажити відео.',
  error_forbidden: 'У вас немає доступу до цього відео.',
  error_not_found: 'Це відео недоступне.',
  error_unsupported: 'Цей браузер не може відтворити це відео.',
  error_decode: 'Відео зупинено через помилку відтворення.',
  error_processing_failed: 'Не вдалося підготувати це відео.',
  error_no_source: 'Тут ще немає відео.',
};

export const preparing: PreparingTexts = {
  preparing: 'Це відео готується',
  preparingShare: 'Підготовка: {share}',
  preparingHint: 'Воно з’явиться тут, щойно його можна буде відтворити.',
  archived: 'Це відео давно ніхто не дивився.',
  bringBack: 'Повернути',
  bringBackFailed: 'Не вийшло. Спробуйте ще раз трохи згодом.',
  backSoon: 'Скоро повернеться',
  backInMinutes: {
    one: 'Повернеться приблизно за {count} хвилину',
    few: 'Повернеться приблизно за {count} хвилини',
    many: 'Повернеться приблизно за {count} хвилин',
    other: 'Повернеться приблизно за {count} хвилини',
  },
  backInHours: {
    one: 'Повернеться приблизно за {count} годину',
    few: 'Повернеться приблизно за {count} години',
    many: 'Повернеться приблизно за {count} годин',
    other: 'Повернеться приблизно за {count} години',
  },
  backHint: 'Воно повертається з архіву й відтвориться тут.',
};
