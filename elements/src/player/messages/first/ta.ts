import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'வீடியோ பிளேயர்',
  playerNamed: 'வீடியோ பிளேயர்: {name}',
  play: 'இயக்கு',
  loading: 'ஏற்றுகிறது',
  unmute: 'ஒலியை இயக்கு',
  retry: 'மீண்டும் முயலவும்',
  error_offline: 'நீங்கள் ஆஃப்லைனில் உள்ளீர்கள். மீண்டும் இணைந்ததும் வீடியோ தொடரும்.',
  error_network: 'வீடியோவை ஏற்ற முடியவில்லை.',
  error_forbidden: 'இந்த வீடியோவைப் பார்க்க உங்களுக்கு அனுமதி இல்லை.',
  error_not_found: 'இந்த வீடியோ கிடைக்கவில்லை.',
  error_unsupported: 'இந்த உலாவியால் இந்த வீடியோவை இயக்க முடியாது.',
  error_decode: 'இயக்குவதில் ஏற்பட்ட சிக்கலால் வீடியோ நின்றுவிட்டது.',
  error_processing_failed: 'இந்த வீடியோவைத் தயார்செய்ய முடியவில்லை.',
  error_no_source: 'இங்கே இன்னும் வீடியோ எதுவும் இல்லை.',
};

export const preparing: PreparingTexts = {
  preparing: 'இந்த வீடியோ தயாராகிறது',
  preparingShare: 'தயாராகிறது: {share}',
  preparingHint: 'இயக்கக்கூடிய நிலைக்கு வந்ததும் இங்கே தோன்றும்.',
  archived: 'இந்த வீடியோவை நீண்ட நாட்களாக யாரும் பார்க்கவில்லை.',
  bringBack: 'மீட்டெடு',
  bringBackFailed: 'அது முடியவில்லை. சிறிது நேரத்தில் மீண்டும் முயலவும்.',
  backSoon: 'சற்று நேரத்தில் திரும்பும்',
  backInMinutes: { one: 'சுமார் {count} நிமிடத்தில் திரும்பும்', other: 'சுமார் {count} நிமிடங்களில் திரும்பும்' },
  backInHours: { one: 'சுமார் {count} மணிநேரத்தில் திரும்பும்', other: 'சுமார் {count} மணிநேரத்தில் திரும்பும்' },
  backHint: 'இது காப்பகத்திலிருந்து வந்து இங்கே இயங்கும்.',
};
