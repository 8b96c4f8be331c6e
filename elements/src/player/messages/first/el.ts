import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Πρόγραμμα αναπαραγωγής βίντεο',
  playerNamed: 'Πρόγραμμα αναπαραγωγής βίντεο: {name}',
  play: 'Αναπαραγωγή',
  loading: 'Φόρτωση',
  unmute: 'Κατάργηση σίγασης',
  retry: 'Νέα προσπάθεια',
  error_offline: 'Είστε εκτός σύνδεσης. Η αναπαραγωγή θα συνεχιστεί όταν συνδεθείτε ξανά.',
  error_network: 'Δεν ήταν δυνατή η φόρτωση του βίντεο.',
  error_forbidden: 'Δεν έχετε πρόσβαση σε αυτό το βίντεο.',
  error_not_found: 'Αυτό το βίντεο δεν είναι διαθέσιμο.',
  error_unsupported: 'Αυτό το πρόγραμμα περιήγησης δεν μπορεί να αναπαραγάγει το βίντεο.',
  error_decode: 'Το βίντεο σταμάτησε λόγω προβλήματος αναπαραγωγής.',
  error_processing_failed: 'Δεν ήταν δυνατή η προετοιμασία του βίντεο.',
  error_no_source: 'Δεν υπάρχει ακόμη βίντεο εδώ.',
};

export const preparing: PreparingTexts = {
  preparing: 'Το βίντεο προετοιμάζεται',
  preparingShare: 'Προετοιμασία: {share}',
  preparingHint: 'Θα εμφανιστεί εδώ μόλις μπορεί να αναπαραχθεί.',
  archived: 'Αυτό το βίντεο δεν έχει προβληθεί εδώ και καιρό.',
  bringBack: 'Επαναφορά',
  bringBackFailed: 'Δεν τα καταφέραμε. Δοκιμάστε ξανά σε λίγο.',
  backSoon: 'Επιστρέφει σε λίγο',
  backInMinutes: { one: 'Επιστρέφει σε περίπου {count} λεπτό', other: 'Επιστρέφει σε περίπου {count} λεπτά' },
  backInHours: { one: 'Επιστρέφει σε περίπου {count} ώρα', other: 'Επιστρέφει σε περίπου {count} ώρες' },
  backHint: 'Ανακτάται από το αρχείο και θα αναπαραχθεί εδώ.',
};
