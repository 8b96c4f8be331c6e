/** Endings that systems do not all know as video. */
export const videoEndings = [
  '.mp4',
  '.m4v',
  '.mov',
  '.webm',
  '.mkv',
  '.avi',
  '.mpg',
  '.mpeg',
  '.mts',
  '.m2ts',
  '.ts',
  '.flv',
  '.ogv',
  '.wmv',
  '.3gp',
  '.mxf',
];

/** For `accept` of a file input, and to pick the videos out of a folder. */
export const anyVideo = ['video/*', ...videoEndings].join(',');
