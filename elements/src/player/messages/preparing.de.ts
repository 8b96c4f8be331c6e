export const messages = {
  preparing: 'Dieses Video wird vorbereitet',
  preparingShare: 'Wird vorbereitet: {share}',
  preparingHint: 'Es erscheint hier, sobald es abgespielt werden kann.',
  archived: 'Dieses Video hat lange niemand angesehen.',
  bringBack: 'Zurückholen',
  bringBackFailed: 'Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.',
  backSoon: 'Gleich wieder da',
  backInMinutes: { one: 'In etwa {count} Minute wieder da', other: 'In etwa {count} Minuten wieder da' },
  backInHours: { one: 'In etwa {count} Stunde wieder da', other: 'In etwa {count} Stunden wieder da' },
  backHint: 'Es kommt aus dem Archiv und wird hier abgespielt.',
};
