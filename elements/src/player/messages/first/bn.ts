import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'ভিডিও প্লেয়ার',
  playerNamed: 'ভিডিও প্লেয়ার: {name}',
  play: 'চালান',
  loading: 'লোড হচ্ছে',
  unmute: 'আনমিউট করুন',
  retry: 'আবার চেষ্টা করুন',
  error_offline: 'আপনি অফলাইনে আছেন। আবার কানেক্ট হলে ভিডিও চলতে থাকবে।',
  error_network: 'ভিডিওটি লোড করা যায়নি।',
  error_forbidden: 'এই ভিডিওতে আপনার অ্যাক্সেস নেই।',
  error_not_found: 'এই ভিডিওটি উপলভ্য নয়।',
  error_unsupported: 'এই ব্রাউজারে ভিডিওটি চালানো যায় না।',
  error_decode: 'চালানোর সমস্যার কারণে ভিডিওটি থেমে গেছে।',
  error_processing_failed: 'এই ভিডিওটি প্রস্তুত করা যায়নি।',
  error_no_source: 'এখানে এখনও কোনো ভিডিও নেই।',
};

export const preparing: PreparingTexts = {
  preparing: 'ভিডিওটি প্রস্তুত করা হচ্ছে',
  preparingShare: 'প্রস্তুত হচ্ছে: {share}',
  preparingHint: 'চালানোর উপযোগী হলেই এটি এখানে দেখা যাবে।',
  archived: 'এই ভিডিওটি অনেক দিন দেখা হয়নি।',
  bringBack: 'ফিরিয়ে আনুন',
  bringBackFailed: 'কাজটি হয়নি। একটু পরে আবার চেষ্টা করুন।',
  backSoon: 'একটু পরেই ফিরবে',
  backInMinutes: { one: 'প্রায় {count} মিনিটের মধ্যে ফিরবে', other: 'প্রায় {count} মিনিটের মধ্যে ফিরবে' },
  backInHours: { one: 'প্রায় {count} ঘণ্টার মধ্যে ফিরবে', other: 'প্রায় {count} ঘণ্টার মধ্যে ফিরবে' },
  backHint: 'এটি আর্কাইভ থেকে আনা হচ্ছে এবং এখানেই চলবে।',
};
