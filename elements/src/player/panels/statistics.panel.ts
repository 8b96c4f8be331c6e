import { css, html } from 'lit';

import { bufferedUntil } from '../model/buffered.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { qualityLabel } from '../model/quality.ts';
import type { CreatePanel } from './panel-frame.ts';
import type { PanelWords } from './panel-words.ts';

/** The figures move on while nothing else happens, in milliseconds. */
const pace = 1000;

/** What the player is doing, for those who want to see it. */
export const createPanel: CreatePanel = ({ port, words, update }) => {
  const timer = setInterval(() => !document.hidden && update(), pace);
  return {
    name: 'statistics',
    place: 'corner',
    styles: statisticsStyles,
    title: () => words.term('statistics'),
    closed: () => clearInterval(timer),
    render:
      () => html`<div class="panel-body" tabindex="0" role="group" aria-label=${words.term('statistics')}>
      <dl>
        ${factsOf(port, words).map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value || '–'}</dd>
            </div>`,
        )}
      </dl>
    </div>`,
  };
};

const factsOf = (port: PlayerPort, words: PanelWords): readonly (readonly [string, string])[] => {
  const { media, engine, playback } = port;
  const facts = engine?.facts ?? null;
  const active = engine?.activeQuality;
  const frames = media.getVideoPlaybackQuality();
  const unit = (value: number, name: string, digits = 1): string =>
    words.number(value, { style: 'unit', unit: name, maximumFractionDigits: digits });
  const rate = (bits: number): string => unit(bits / 1e6, 'megabit-per-second', 2);
  const size = (width: number, height: number): string => `${width} × ${height}`;
  const shown = port.element.getBoundingClientRect();
  return [
    ...(playback ? [[words.term('factVideo'), playback.videoId] as const] : []),
    [
      words.term('factPicture'),
      media.videoWidth > 0
        ? [
            size(media.videoWidth, media.videoHeight),
            ...(active ? [qualityLabel(active), rate(active.bitrate)] : []),
          ].join(' · ')
        : '',
    ],
    [
      words.term('factShown'),
      size(Math.round(shown.width * devicePixelRatio), Math.round(shown.height * devicePixelRatio)),
    ],
    [words.term('factCodecs'), facts?.codecs ?? ''],
    [words.term('factLine'), facts?.bandwidth ? rate(facts.bandwidth) : ''],
    [words.term('factBuffer'), unit(ahead(media), 'second')],
    [
      words.term('factFrames'),
      words.term('framesDropped', {
        dropped: frames.droppedVideoFrames,
        total: frames.totalVideoFrames,
      }),
    ],
    ...(facts?.latency == null ? [] : [[words.term('factLatency'), unit(facts.latency, 'second')] as const]),
  ];
};

/** Seconds that can be played without the network. */
const ahead = ({ buffered, currentTime }: HTMLVideoElement): number =>
  (bufferedUntil(buffered, currentTime) ?? currentTime) - currentTime;

const statisticsStyles = css`
  .statistics .panel-head {
    padding-block: 2px;
  }

  .statistics .panel-title {
    font-size: var(--_size-s);
  }

  .statistics .panel-body {
    padding-block-end: 10px;
  }

  .statistics dl {
    display: grid;
    gap: 2px;
  }

  .statistics dl > div {
    display: grid;
    grid-template-columns: minmax(90px, 0.5fr) 1fr;
    gap: 12px;
  }

  .statistics dt {
    color: oklch(1 0 0 / 0.7);
  }

  .statistics dd {
    margin: 0;
    direction: ltr;
    font-family: var(--_font-mono);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
`;
