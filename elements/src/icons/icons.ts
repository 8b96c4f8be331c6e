/** The door of the set. Inside, the drawings are grouped so that each bundle carries only the groups it uses. */
export type { Icon } from './draw.ts';
export { playIcon, alertIcon, retryIcon, volumeMutedIcon } from './states.ts';
export {
  pauseIcon,
  replayIcon,
  volumeHighIcon,
  volumeLowIcon,
  captionsIcon,
  captionsOffIcon,
  settingsIcon,
  pipIcon,
  fullscreenEnterIcon,
  fullscreenExitIcon,
  skipBackIcon,
  skipForwardIcon,
  speedIcon,
  qualityIcon,
  nextIcon,
  deviceIcon,
} from './playback.ts';
export {
  checkIcon,
  chevronLeftIcon,
  chevronRightIcon,
  chevronDownIcon,
  closeIcon,
  plusIcon,
  moreIcon,
  externalIcon,
  searchIcon,
  menuIcon,
} from './marks.ts';
export {
  uploadIcon,
  cloudUpIcon,
  downloadIcon,
  fileVideoIcon,
  filmIcon,
  copyIcon,
  linkIcon,
  codeIcon,
} from './files.ts';
export {
  audioTrackIcon,
  chaptersIcon,
  transcriptIcon,
  shareIcon,
  loopIcon,
  cameraIcon,
  keyboardIcon,
  textStyleIcon,
} from './tools.ts';
export { editIcon, trashIcon, sendIcon, undoIcon } from './editing.ts';
export {
  likeIcon,
  likeFilledIcon,
  replyIcon,
  commentIcon,
  userIcon,
  bellIcon,
  signOutIcon,
} from './people.ts';
export { clockIcon, calendarIcon, lockIcon, globeIcon, eyeOffIcon, eyeIcon } from './places.ts';
