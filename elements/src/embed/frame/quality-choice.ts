import { qualityLabel, type Quality } from '../../player/model/quality.ts';
import type { VidPlayer } from '../../player/vid-player.ts';
import type { EmbedQuality } from '../embed-protocol.ts';

const auto = 'auto';

/** Qualities by the names that menus give them. A choice that is made before they are known waits for them. */
export class QualityChoice {
  readonly #player: VidPlayer;
  #wanted: { id: string; exact: boolean } | null = null;

  constructor(player: VidPlayer) {
    this.#player = player;
    player.addController({ hostUpdated: () => this.#apply() });
  }

  /** `auto` first, then best first, each name once. */
  get list(): readonly EmbedQuality[] {
    const { chosen } = this;
    return [auto, ...this.#named.keys()].map((id) => ({ id, label: id, active: id === chosen }));
  }

  get chosen(): string {
    if (this.#wanted) return this.#wanted.id;
    const { quality } = this.#player.engine ?? {};
    return (quality != null && this.#nameOf(({ id }) => id === quality)) || auto;
  }

  /** What is on the screen; null while nothing is. */
  get active(): string | null {
    const active = this.#player.engine?.activeQuality;
    return active ? qualityLabel(active) : null;
  }

  /** Chooses by name. @throws {RangeError} when there is no such quality. */
  choose(id: string): void {
    if (this.#named.size > 0 && id !== auto && !this.#named.has(id)) {
      throw new RangeError(`there is no quality ${id}`);
    }
    this.#wanted = { id, exact: true };
    this.#apply();
  }

  /** Chooses the best quality that is at most `id`; the lowest when all are better. */
  wish(id: string): void {
    this.#wanted = { id, exact: false };
    this.#apply();
  }

  #apply(): void {
    const { engine } = this.#player;
    const named = this.#named;
    if (!this.#wanted || !engine || named.size === 0) return;
    const { id, exact } = this.#wanted;
    this.#wanted = null;
    if (id === auto) engine.quality = null;
    const height = parseInt(id, 10);
    const nearest =
      [...named.values()].find((quality) => heightOf(quality) <= height) ?? [...named.values()].at(-1);
    const quality = named.get(id) ?? (exact ? undefined : nearest);
    if (id !== auto && quality) engine.quality = quality.id;
  }

  /** The best of each name. */
  get #named(): ReadonlyMap<string, Quality> {
    const named = new Map<string, Quality>();
    for (const quality of this.#player.engine?.qualities ?? []) {
      const label = qualityLabel(quality);
      if (!named.has(label)) named.set(label, quality);
    }
    return named;
  }

  #nameOf(test: (quality: Quality) => boolean): string | undefined {
    const found = this.#player.engine?.qualities.find(test);
    return found && qualityLabel(found);
  }
}

const heightOf = (quality: Quality): number => parseInt(qualityLabel(quality), 10);
