import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { alertIcon, closeIcon, pauseIcon, playIcon } from '../../icons/icons.ts';
import type { Localize } from '../../localize/localize.ts';
import type { RecorderMessages } from '../messages/recorder.messages.ts';
import { clock } from '../../localize/clock.ts';
import type { RecorderPanel } from './recorder-panel.ts';

type Words = Localize<RecorderMessages>;

/** Seconds before a limit from which on they are counted aloud. */
const countLast = 30;

/** The recorder as it stands: the picture, the devices, and at most three buttons. */
export const recorderView = (panel: RecorderPanel, words: Words): TemplateResult => html`
  <div
    class="recorder ${panel.phase}"
    part="recorder"
    role="group"
    aria-label=${words.term(panel.kind)}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Escape' || panel.phase === 'recording' || panel.phase === 'paused') return;
      event.stopPropagation();
      if (panel.phase === 'counting') panel.wait();
      else panel.close();
    }}
  >
    <div class="recorder-head">
      <strong>${words.term(panel.kind)}</strong>
      <button
        type="button"
        class="icon-button"
        aria-label=${words.term('close')}
        title=${words.term('close')}
        @click=${() => panel.close()}
      >
        ${closeIcon}
      </button>
    </div>
    ${stage(panel, words)} ${devices(panel, words)}
    <div class="recorder-buttons">${buttons(panel, words)}</div>
    <p class="visually-hidden" role="status">${panel.said}</p>
  </div>
`;

const stage = (panel: RecorderPanel, words: Words): TemplateResult => {
  const { phase, capture, problem } = panel;
  if (phase === 'failed' && problem)
    return html`<p class="recorder-note facts problem" role="alert">
      ${alertIcon}<span>${words.term(`problem_${problem}`)}</span>
    </p>`;
  if (phase === 'choosing') return html`<p class="recorder-note">${words.term('screenHint')}</p>`;
  if (phase === 'opening') return html`<p class="recorder-note" role="status">${words.term('opening')}</p>`;
  if (phase === 'finishing')
    return html`<p class="recorder-note" role="status">${words.term('finishing')}</p>`;
  if (phase === 'done')
    return html`<video
        class="recorder-picture"
        controls
        playsinline
        src=${panel.address}
        aria-label=${words.term('recorded', { time: words.duration(panel.elapsedMs / 1_000) })}
      ></video>
      ${panel.endedByItself ? html`<p class="note">${words.term('limitReached')}</p>` : nothing}`;
  return html`<div class="recorder-stage">
    <video
      class="recorder-picture ${panel.kind === 'camera' ? 'mirrored' : ''}"
      autoplay
      muted
      playsinline
      aria-label=${words.term('preview')}
      .srcObject=${capture?.preview ?? null}
    ></video>
    ${phase === 'counting' ? html`<span class="countdown" aria-hidden="true">${panel.count}</span>` : nothing}
    ${time(panel, words)}
    ${
      capture?.sound
        ? html`<div class="loudness" title=${words.term('level')} aria-hidden="true"><i></i></div>`
        : nothing
    }
  </div>`;
};

const time = (
  { phase, elapsedMs, maxDurationMs }: RecorderPanel,
  words: Words,
): TemplateResult | typeof nothing => {
  if (phase !== 'recording' && phase !== 'paused') return nothing;
  const left =
    maxDurationMs === null ? Infinity : Math.max(0, Math.ceil((maxDurationMs - elapsedMs) / 1_000));
  return html`<span class="recorder-time ${phase}">
    <i aria-hidden="true"></i>
    <span>${words.term(phase)}</span>
    <span class="digits">${clock(elapsedMs / 1_000)}</span>
    ${left <= countLast ? html`<span role="status">${words.term('left', { count: Math.ceil(left / 10) * 10 })}</span>` : nothing}
  </span>`;
};

const devices = (panel: RecorderPanel, words: Words): TemplateResult | typeof nothing => {
  const { phase, choice, kind, maxDurationMs } = panel;
  if (phase !== 'ready' && phase !== 'choosing' && phase !== 'opening') return nothing;
  const { cameras, microphones } = panel.devices;
  return html`<div class="recorder-devices">
      ${
        kind === 'camera' && cameras.length > 1
          ? html`<label class="recorder-device">
              <span class="label">${words.term('cameraDevice')}</span>
              <select
                class="field"
                @input=${(event: Event) => panel.choose({ camera: (event.target as HTMLSelectElement).value })}
              >
                ${cameras.map(
                  ({ deviceId, label }) =>
                    html`<option value=${deviceId} .selected=${live(deviceId === choice.camera)}>${label}</option>`,
                )}
              </select>
            </label>`
          : nothing
      }
      <label class="recorder-device">
        <span class="label">${words.term('microphone')}</span>
        <select
          class="field"
          @input=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            panel.choose({ microphone: value === 'none' ? null : value });
          }}
        >
          <option value="" .selected=${live(choice.microphone === '')}>${words.term('microphoneDefault')}</option>
          ${microphones
            .filter(({ deviceId }) => deviceId !== 'default' && deviceId !== 'communications')
            .map(
              ({ deviceId, label }) =>
                html`<option value=${deviceId} .selected=${live(deviceId === choice.microphone)}>${label}</option>`,
            )}
          <option value="none" .selected=${live(choice.microphone === null)}>${words.term('noMicrophone')}</option>
        </select>
      </label>
    </div>
    ${
      maxDurationMs !== null && maxDurationMs < 3_600_000
        ? html`<p class="note">${words.term('limit', { time: words.duration(maxDurationMs / 1_000) })}</p>`
        : nothing
    }`;
};

const buttons = (panel: RecorderPanel, words: Words): TemplateResult | typeof nothing => {
  const button = (text: string, act: () => unknown, look = ''): TemplateResult =>
    html`<button type="button" class="button ${look}" @click=${act}>${text}</button>`;
  switch (panel.phase) {
    case 'choosing':
      return button(words.term('chooseScreen'), () => panel.open(), 'primary');
    case 'ready':
      return button(words.term('start'), () => panel.start(), 'primary record');
    case 'counting':
      return button(words.term('startIn', { count: panel.count }), () => panel.wait());
    case 'recording':
    case 'paused': {
      // One button for both, so that focus stays where it is.
      const paused = panel.phase === 'paused';
      return html`<button
          type="button"
          class="button"
          @click=${() => (paused ? panel.resume() : panel.pause())}
        >
          ${paused ? playIcon : pauseIcon}${words.term(paused ? 'resume' : 'pause')}
        </button>
        ${button(words.term('stop'), () => panel.stop(), 'primary')}`;
    }
    case 'done':
      return html`${button(words.term('retake'), () => panel.retake())}
      ${button(words.term('use'), () => panel.use(), 'primary')}`;
    case 'failed':
      return panel.problem === 'not_supported'
        ? nothing
        : button(words.term('tryAgain'), () => panel.open(), 'primary');
    default:
      return nothing;
  }
};
