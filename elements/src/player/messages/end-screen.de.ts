export const messages = {
  upNext: 'Als Nächstes',
  upNextIn: 'Als Nächstes in {seconds}',
  nextVideo: 'Nächstes Video',
  playNow: 'Jetzt ansehen',
  cancel: 'Abbrechen',
  again: 'Noch einmal ansehen',
  share: 'Teilen',
  starts: {
    one: 'Als Nächstes: {title}. Beginnt in {count} Sekunde.',
    other: 'Als Nächstes: {title}. Beginnt in {count} Sekunden.',
  },
  cancelled: 'Das nächste Video beginnt nicht von selbst.',
};
