import {
  type Icon,
  audioTrackIcon,
  cameraIcon,
  captionsIcon,
  chaptersIcon,
  keyboardIcon,
  loopIcon,
  moreIcon,
  pipIcon,
  qualityIcon,
  shareIcon,
  speedIcon,
  textStyleIcon,
  transcriptIcon,
} from '../../icons/icons.ts';
import type { Words } from '../../localize/words.ts';
import type { Captions } from '../captions/captions.ts';
import { chapterAt } from '../model/chapters.ts';
import { clock } from '../../localize/clock.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { qualityBadge, qualityLabel, type Quality } from '../model/quality.ts';
import { playbackRates } from '../model/rates.ts';
import type { PanelName, Panels } from '../panels/panels.ts';
import type { AbLoop } from './ab-loop.ts';
import type { Commands } from './commands.ts';
import type { controlsMessages } from './controls.messages.ts';
import { lookOf } from './look.ts';
import type { MenuEntry, MenuPage } from './menu-entry.ts';

export interface MenuParts {
  readonly captions: Captions;
  readonly commands: Commands;
  readonly loop: AbLoop;
  readonly panels: Panels;
  readonly localize: Words<typeof controlsMessages.en>;
}

/** What the settings offer now: their lines, without their drawing. */
export class MenuPages {
  readonly #port: PlayerPort;
  readonly #parts: MenuParts;

  constructor(port: PlayerPort, parts: MenuParts) {
    this.#port = port;
    this.#parts = parts;
  }

  root(): readonly MenuEntry[] {
    const { engine, media, chapters, currentTime, playback } = this.#port;
    const { captions, commands, localize } = this.#parts;
    const { tracks, selected } = captions;
    const seen = lookOf(this.#port.element) !== 'audio';
    const entries: MenuEntry[] = [];
    const link = (page: MenuPage, icon: Icon, note = ''): void =>
      void entries.push({ page, icon, label: localize.term(page), note });
    if (seen && tracks.length > 0)
      link('captions', captionsIcon, selected ? nameOf(selected) : localize.term('off'));
    if (engine && engine.audioTracks.length > 1) {
      const heard = engine.audioTracks.find(({ id }) => id === engine.audioTrack);
      link('audio', audioTrackIcon, heard?.label);
    }
    if (engine && engine.qualities.length > 1) {
      link('quality', qualityIcon, this.#qualityNow(engine.quality, engine.activeQuality));
    }
    link('speed', speedIcon, this.#rateLabel(media.playbackRate));
    if (chapters.length > 1) link('chapters', chaptersIcon, chapterAt(chapters, currentTime)?.title);
    if (tracks.length > 0 || playback?.transcriptUrl) entries.push(this.#panel('transcript', transcriptIcon));
    if (playback) entries.push(this.#panel('share', shareIcon));
    link('more', moreIcon);
    if (seen && document.pictureInPictureEnabled) {
      const run = (): void => commands.togglePip();
      entries.push({ label: localize.term('pip'), icon: pipIcon, folded: true, then: 'close', run });
    }
    return entries;
  }

  page(page: MenuPage): readonly MenuEntry[] {
    switch (page) {
      case 'captions':
        return this.#captions();
      case 'audio':
        return this.#audio();
      case 'quality':
        return this.#quality();
      case 'speed':
        return playbackRates.map((rate) => ({
          label: this.#rateLabel(rate),
          checked: Math.abs(this.#port.media.playbackRate - rate) < 0.001,
          run: () => this.#parts.commands.setRate(rate),
        }));
      case 'chapters':
        return this.#chapters();
      case 'more':
        return this.#more();
    }
  }

  #captions(): readonly MenuEntry[] {
    const { captions, localize } = this.#parts;
    const { tracks, selected } = captions;
    return [
      { label: localize.term('off'), checked: selected === null, run: () => captions.choose(null) },
      ...tracks.map((track) => ({
        label: nameOf(track),
        checked: track === selected,
        run: () => captions.choose(track),
      })),
      { ...this.#panel('captionStyle', textStyleIcon), apart: true },
    ];
  }

  #audio(): readonly MenuEntry[] {
    const { engine } = this.#port;
    const { localize } = this.#parts;
    return (engine?.audioTracks ?? []).map(({ id, label, role }) => ({
      label,
      checked: engine?.audioTrack === id,
      ...(role === 'description' && { note: localize.term('described') }),
      run: () => engine && (engine.audioTrack = id),
    }));
  }

  #quality(): readonly MenuEntry[] {
    const { engine } = this.#port;
    const { localize } = this.#parts;
    if (!engine) return [];
    const { qualities, savingQuality: saving } = engine;
    const set = (quality: Quality | null) => () => this.#parts.commands.setQuality(quality);
    return [
      {
        label: this.#qualityNow(null, engine.activeQuality),
        checked: engine.quality === null,
        run: set(null),
      },
      ...qualities.map((quality) => ({
        label: qualityLabel(quality),
        badge: qualityBadge(quality),
        // The same picture size at different rates would else look like a mistake.
        ...(qualities.filter((other) => qualityLabel(other) === qualityLabel(quality)).length > 1 && {
          note: `${localize.number(quality.bitrate / 1e6, { maximumFractionDigits: 1 })} Mbit/s`,
        }),
        checked: engine.quality === quality.id,
        run: set(quality),
      })),
      {
        ...{ label: localize.term('dataSaver'), checked: engine.dataSaver, toggle: true, apart: true },
        ...{ note: localize.term('upTo', { quality: saving ? qualityLabel(saving) : '' }), then: 'stay' },
        run: () => {
          engine.quality = null;
          engine.dataSaver = !engine.dataSaver;
        },
      },
    ];
  }

  #chapters(): readonly MenuEntry[] {
    const { chapters, currentTime, duration } = this.#port;
    const now = chapterAt(chapters, currentTime);
    return chapters.map((chapter) => ({
      label: chapter.title,
      note: clock(chapter.startMs / 1000, duration),
      checked: chapter === now,
      then: 'close',
      run: () => this.#parts.commands.seekTo(chapter.startMs / 1000),
    }));
  }

  #more(): readonly MenuEntry[] {
    const { loop, commands, localize, panels } = this.#parts;
    const { element, duration } = this.#port;
    const at = (seconds: number | null): { note?: string } =>
      seconds === null ? {} : { note: clock(seconds, duration) };
    return [
      {
        ...{ label: localize.term('loop'), checked: element.loop, toggle: true, then: 'stay' },
        run: () => commands.toggleLoop(),
      },
      {
        ...{ label: localize.term('fill'), checked: commands.filled, toggle: true, then: 'stay' },
        run: () => commands.fill(!commands.filled),
      },
      { ...this.#mark('a'), ...at(loop.start), apart: true },
      { ...this.#mark('b'), ...at(loop.end) },
      ...(loop.start === null && loop.end === null
        ? []
        : [{ label: localize.term('loopClear'), then: 'stay' as const, run: () => loop.clear() }]),
      {
        ...{ label: localize.term('screenshot'), icon: cameraIcon, apart: true, then: 'close' },
        run: () => commands.run({ do: 'screenshot' }),
      },
      {
        ...{ label: localize.term('statistics'), checked: panels.shows('statistics'), toggle: true },
        then: 'close',
        run: () => panels.toggle('statistics'),
      },
      this.#panel('help', keyboardIcon),
    ];
  }

  #mark(mark: 'a' | 'b'): MenuEntry {
    const { commands, localize } = this.#parts;
    return {
      ...{ label: localize.term(mark === 'a' ? 'loopStart' : 'loopEnd'), icon: loopIcon, then: 'stay' },
      run: () => commands.run({ do: 'loop-mark', mark }),
    };
  }

  #panel(name: Exclude<PanelName, 'statistics'>, icon: Icon): MenuEntry {
    const { panels, localize } = this.#parts;
    return { label: localize.term(name), icon, then: 'close', run: () => void panels.show(name) };
  }

  #qualityNow(chosen: number | null, active: Quality | null): string {
    const { localize } = this.#parts;
    const quality = chosen === null ? active : this.#port.engine?.qualities.find(({ id }) => id === chosen);
    const label = quality ? qualityLabel(quality) : '';
    if (chosen !== null) return label;
    return label ? localize.term('autoAt', { quality: label }) : localize.term('auto');
  }

  #rateLabel(rate: number): string {
    const { localize } = this.#parts;
    return rate === 1 ? localize.term('normal') : `${localize.number(rate)}×`;
  }
}

const nameOf = (track: TextTrack): string => track.label || track.language;
