/* global document, videojs */
// Video.js 8 with its own HLS engine, also where the browser has one; what a test asks of it is `peer`.
const player = videojs(document.querySelector('video'), {
  html5: { vhs: { overrideNative: true }, nativeAudioTracks: false, nativeVideoTracks: false },
});
const all = (list) => Array.from({ length: list.length }, (_, i) => list[i]);
const texts = () => all(player.textTracks()).filter(({ kind }) => kind === 'subtitles');

globalThis.peer = {
  load: (url) =>
    new Promise((resolve, reject) => {
      player.one('loadedmetadata', () => resolve());
      player.one('error', () => reject(new Error(player.error().message)));
      player.src({ src: url, type: 'application/vnd.apple.mpegurl' });
    }),
  heights: () => all(player.qualityLevels()).map(({ height }) => height),
  languages: () => all(player.audioTracks()).map(({ language }) => language),
  texts: () => texts().map(({ language }) => language),
  chooseHeight: (height) => {
    for (const level of all(player.qualityLevels())) level.enabled = level.height === height;
  },
  chooseLanguage: (language) => {
    for (const track of all(player.audioTracks())) track.enabled = track.language === language;
  },
  language: () => all(player.audioTracks()).find(({ enabled }) => enabled)?.language,
  chooseText: (language) => {
    for (const track of texts()) track.mode = track.language === language ? 'showing' : 'disabled';
  },
  cues: () =>
    texts().flatMap(({ mode, cues }) => (mode === 'showing' ? all(cues).map(({ text }) => text) : [])),
  faults: () => (player.error() ? [player.error().message] : []),
};
