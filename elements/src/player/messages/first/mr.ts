import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'व्हिडिओ प्लेअर',
  playerNamed: 'व्हिडिओ प्लेअर: {name}',
  play: 'प्ले करा',
  loading: 'लोड होत आहे',
  unmute: 'अनम्यूट करा',
  retry: 'पुन्हा प्रयत्न करा',
  error_offline: 'तुम्ही ऑफलाइन आहात. पुन्हा कनेक्ट झाल्यावर व्हिडिओ पुढे सुरू होईल.',
  error_network: 'व्हिडिओ लोड करता आला नाही.',
  error_forbidden: 'तुम्हाला या व्हिडिओचा ॲक्सेस नाही.',
  error_not_found: 'हा व्हिडिओ उपलब्ध नाही.',
  error_unsupported: 'हा ब्राउझर हा व्हिडिओ प्ले करू शकत नाही.',
  error_decode: 'प्लेबॅकमधील समस्येमुळे व्हिडिओ थांबला.',
  error_processing_failed: 'हा व्हिडिओ तयार करता आला नाही.',
  error_no_source: 'येथे अद्याप व्हिडिओ नाही.',
};

export const preparing: PreparingTexts = {
  preparing: 'हा व्हिडिओ तयार केला जात आहे',
  preparingShare: 'तयार होत आहे: {share}',
  preparingHint: 'प्ले करण्यासाठी तयार होताच तो येथे दिसेल.',
  archived: 'हा व्हिडिओ बराच काळ कोणीही पाहिलेला नाही.',
  bringBack: 'परत आणा',
  bringBackFailed: 'ते झाले नाही. थोड्या वेळाने पुन्हा प्रयत्न करा.',
  backSoon: 'थोड्याच वेळात परत येईल',
  backInMinutes: { one: 'सुमारे {count} मिनिटात परत येईल', other: 'सुमारे {count} मिनिटांत परत येईल' },
  backInHours: { one: 'सुमारे {count} तासात परत येईल', other: 'सुमारे {count} तासांत परत येईल' },
  backHint: 'तो संग्रहातून येत आहे आणि येथे प्ले होईल.',
};
