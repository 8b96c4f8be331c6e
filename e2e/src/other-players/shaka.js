/* global document, shaka */
// Shaka Player, as its tutorial sets it up; what a test asks of it is `peer` (see other-players.e2e.test.ts).
shaka.polyfill.installAll();
const player = new shaka.Player();
const find = (tracks, test) => {
  const track = tracks.find(test);
  if (!track) throw new Error('There is no such track.');
  return track;
};
const faults = [];
player.addEventListener('error', ({ detail }) => faults.push(String(detail)));

globalThis.peer = {
  load: async (url) => {
    await player.attach(document.querySelector('video'));
    await player.load(url);
  },
  heights: () => player.getVideoTracks().map(({ height }) => height),
  languages: () => player.getAudioTracks().map(({ language }) => language),
  texts: () => player.getTextTracks().map(({ language }) => language),
  chooseHeight: (height) => {
    player.configure({ abr: { enabled: false } });
    player.selectVideoTrack(
      find(player.getVideoTracks(), (track) => track.height === height),
      true,
    );
  },
  chooseLanguage: (language) =>
    player.selectAudioTrack(find(player.getAudioTracks(), (track) => track.language === language)),
  language: () => player.getAudioTracks().find(({ active }) => active)?.language,
  chooseText: (language) =>
    player.selectTextTrack(find(player.getTextTracks(), (track) => track.language === language)),
  cues: () =>
    [...document.querySelector('video').textTracks]
      .filter(({ mode }) => mode !== 'disabled')
      .flatMap(({ cues }) => [...(cues ?? [])].map(({ text }) => text)),
  faults: () => faults,
};
