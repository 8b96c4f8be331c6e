import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Lecteur vidéo',
  playerNamed: 'Lecteur vidéo : {name}',
  play: 'Lire',
  loading: 'Chargement',
  unmute: 'Activer le son',
  retry: 'Réessayer',
  error_offline: 'Vous êtes hors ligne. La lecture reprendra dès que vous serez reconnecté.',
  error_network: 'Impossible de charger la vidéo.',
  error_forbidden: 'Vous n’avez pas accès à cette vidéo.',
  error_not_found: 'Cette vidéo n’est pas disponible.',
  error_unsupported: 'Ce navigateur ne peut pas lire cette vidéo.',
  error_decode: 'La vidéo s’est arrêtée à cause d’un problème de lecture.',
  error_processing_failed: 'Impossible de préparer cette vidéo.',
  error_no_source: 'Il n’y a pas encore de vidéo ici.',
};

export const preparing: PreparingTexts = {
  preparing: 'Cette vidéo est en cours de préparation',
  preparingShare: 'Préparation : {share}',
  preparingHint: 'Elle apparaîtra ici dès qu’elle pourra être lue.',
  archived: 'Personne n’a regardé cette vidéo depuis longtemps.',
  bringBack: 'La récupérer',
  bringBackFailed: 'Cela n’a pas fonctionné. Réessayez dans un instant.',
  backSoon: 'De retour dans un instant',
  backInMinutes: {
    one: 'De retour dans environ {count} minute',
    other: 'De retour dans environ {count} minutes',
  },
  backInHours: {
    one: 'De retour dans environ {count} heure',
    other: 'De retour dans environ {count} heures',
  },
  backHint: 'Elle est récupérée depuis les archives et sera lue ici.',
};
