import { isCall, mark, type Answer } from '../embed-protocol.ts';

/** In a frame that shows no player: says so to whoever asks for one, with `name` as the error's name. */
export const refuseFrame = (name: string, message: string): void => {
  window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || origin === 'null' || !isCall(data)) return;
    const answer: Answer = { [mark]: 1, id: data.id, error: { name, message } };
    window.parent.postMessage(answer, origin);
  });
};
