import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'ვიდეოპლეერი',
  playerNamed: 'ვიდეოპლეერი: {name}',
  play: 'დაკვრა',
  loading: 'იტვირთება',
  unmute: 'ხმის ჩართვა',
  retry: 'ხელახლა ცდა',
  error_offline: 'ინტერნეტთან კავშირი არ არის. დაკვრა გაგრძელდება კავშირის აღდგენისთანავე.',
  error_network: 'ვიდეო ვერ ჩაიტვირთა.',
  error_forbidden: 'თქვენ არ გაქვთ წვდომა ამ ვიდეოზე.',
  error_not_found: 'ეს ვიდეო მიუწვდომელია.',
  error_unsupported: 'ეს ბრაუზერი ვერ უკრავს ამ ვიდეოს.',
  error_decode: 'ვიდეო შეჩერდა დაკვრის შეფერხების გამო.',
  error_processing_failed: 'ამ ვიდეოს მომზადება ვერ მოხერხდა.',
  error_no_source: 'აქ ვიდეო ჯერ არ არის.',
};

export const preparing: PreparingTexts = {
  preparing: 'ვიდეო მზადდება',
  preparingShare: 'მზადდება: {share}',
  preparingHint: 'ის აქ გამოჩნდება, როგორც კი დაკვრა შესაძლებელი იქნება.',
  archived: 'ეს ვიდეო დიდი ხანია არავის უნახავს.',
  bringBack: 'დაბრუნება',
  bringBackFailed: 'ვერ მოხერხდა. სცადეთ ხელახლა ცოტა ხანში.',
  backSoon: 'მალე დაბრუნდება',
  backInMinutes: { one: 'დაბრუნდება დაახლოებით {count} წუთში', other: 'დაბრუნდება დაახლოებით {count} წუთში' },
  backInHours: { one: 'დაბრუნდება დაახლოებით {count} საათში', other: 'დაბრუნდება დაახლოებით {count} საათში' },
  backHint: 'ვიდეო არქივიდან მოდის და აქ დაიწყება.',
};
