import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Бейне ойнатқыш',
  playerNamed: 'Бейне ойнатқыш: {name}',
  play: 'Ойнату',
  loading: 'Жүктелуде',
  unmute: 'Дыбысын қосу',
  retry: 'Қайталап көру',
  error_offline: 'Интернет байланысы жоқ. Байланыс қалпына келгенде ойнату жалғасады.',
  error_network: 'Бейнені жүктеу мүмкін болмады.',
  error_forbidden: 'Бұл бейнені көруге рұқсатыңыз жоқ.',
  error_not_found: 'Бұл бейне қолжетімді емес.',
  error_unsupported: 'Бұл браузер осы бейнені ойната алмайды.',
  error_decode: 'Бейне ойнату ақауына байланысты тоқтады.',
  error_processing_failed: 'Бұл бейнені дайындау мүмкін болмады.',
  error_no_source: 'Мұнда әзірге бейне жоқ.',
};

export const preparing: PreparingTexts = {
  preparing: 'Бейне дайындалуда',
  preparingShare: 'Дайындалуда: {share}',
  preparingHint: 'Ойнатуға дайын болғанда, осы жерде пайда болады.',
  archived: 'Бұл бейнені көптен бері ешкім көрмеген.',
  bringBack: 'Қайтару',
  bringBackFailed: 'Орындалмады. Сәлден кейін қайталап көріңіз.',
  backSoon: 'Жақында қайтады',
  backInMinutes: {
    one: 'Шамамен {count} минуттан кейін қайтады',
    other: 'Шамамен {count} минуттан кейін қайтады',
  },
  backInHours: {
    one: 'Шамамен {count} сағаттан кейін қайтады',
    other: 'Шамамен {count} сағаттан кейін қайтады',
  },
  backHint: 'Ол мұрағаттан алынып, осы жерде ойнатылады.',
};
