import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'वीडियो प्लेयर',
  playerNamed: 'वीडियो प्लेयर: {name}',
  play: 'चलाएं',
  loading: 'लोड हो रहा है',
  unmute: 'अनम्यूट करें',
  retry: 'फिर से कोशिश करें',
  error_offline: 'आप ऑफ़लाइन हैं। कनेक्शन वापस आने पर वीडियो चलने लगेगा।',
  error_network: 'वीडियो लोड नहीं हो सका।',
  error_forbidden: 'आपके पास इस वीडियो का ऐक्सेस नहीं है।',
  error_not_found: 'यह वीडियो उपलब्ध नहीं है।',
  error_unsupported: 'इस ब्राउज़र में यह वीडियो नहीं चल सकता।',
  error_decode: 'वीडियो चलाने में समस्या होने से यह रुक गया।',
  error_processing_failed: 'यह वीडियो तैयार नहीं हो सका।',
  error_no_source: 'यहां अभी कोई वीडियो नहीं है।',
};

export const preparing: PreparingTexts = {
  preparing: 'यह वीडियो तैयार किया जा रहा है',
  preparingShare: 'तैयार हो रहा है: {share}',
  preparingHint: 'चलाने लायक होते ही यह यहां दिखेगा।',
  archived: 'यह वीडियो काफ़ी समय से नहीं देखा गया है।',
  bringBack: 'वापस लाएं',
  bringBackFailed: 'ऐसा नहीं हो सका। थोड़ी देर में फिर से कोशिश करें।',
  backSoon: 'कुछ ही पलों में वापस आएगा',
  backInMinutes: { one: 'करीब {count} मिनट में वापस आएगा', other: 'करीब {count} मिनट में वापस आएगा' },
  backInHours: { one: 'करीब {count} घंटे में वापस आएगा', other: 'करीब {count} घंटों में वापस आएगा' },
  backHint: 'इसे संग्रह से लाया जा रहा है और यह यहीं चलेगा।',
};
