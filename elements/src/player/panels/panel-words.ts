import { Words } from '../../localize/words.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { panelsMessages } from './panels.messages.ts';

export type PanelWords = Words<typeof panelsMessages.en>;

const kept = new WeakMap<PlayerPort, PanelWords>();

/** The words of all panels of a player: each `Words` follows its page for as long as the player lives. */
export const panelWordsOf = (port: PlayerPort): PanelWords => {
  const words = kept.get(port) ?? new Words(port.element, panelsMessages);
  kept.set(port, words);
  return words;
};
