import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { PlanChoices, Publication } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';

import { type EncodePlan, stereoOf } from '../steps/encode-plan.ts';
import { packageGrowing } from '../steps/growing/growing-master.ts';
import { GrowingRendition, growingPlaylistName } from '../steps/growing/growing-rendition.ts';
import { highest, type Rung } from '../steps/ladder.ts';
import { makePoster } from '../steps/poster.ts';
import { contentType, type Manifest, writeManifest } from '../steps/publish.ts';
import type { SourceMedia } from '../steps/source-media.ts';
import { planStoryboard, storyboardVtt } from '../steps/storyboard.ts';
import type { Source, Transcoder, TranscodeJob, TranscodeResult } from '../transcoders/transcoder.ts';

export interface GrowInput {
  readonly revision: number;
  readonly prefix: string;
  readonly media: SourceMedia;
  readonly source: Source;
  readonly plan: EncodePlan;
  readonly planId: string;
  readonly choices: PlanChoices;
  /** The rendition that plays first. */
  readonly rung: Rung;
  /** What an earlier attempt has published of it. */
  readonly stored: Manifest | null;
  /** An empty folder. */
  readonly folder: string;
}

export interface GrowPorts {
  readonly store: ObjectStore;
  readonly transcoder: Transcoder;
  readonly transcode: (job: TranscodeJob, signal: AbortSignal) => Promise<TranscodeResult>;
  /** Tells of a revision that can be played: when it begins, when there is more to it, and when it is whole. */
  readonly announce: (manifest: Manifest) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Between two looks at the files that are being written, in milliseconds. */
const lookEveryMs = 100;
const multivariant = growingPlaylistName('master');

/**
 * Encodes one rendition and its sound, and publishes them from the first whole fragment on. Resolves when the
 * revision is whole. What is published stays as it is whatever happens; repeating the call goes on from there.
 */
export const growRevision = async (input: GrowInput, ports: GrowPorts): Promise<Manifest> => {
  const failed = new AbortController();
  const signal = AbortSignal.any([ports.signal, failed.signal]);
  const growing = await GrowingRevision.open(input, { ...ports, signal });
  const encoding = ports.transcode(growing.job, signal);
  const following = Promise.all([growing.follow(encoding), growing.addPoster()]);
  try {
    const [encoded] = await Promise.all([encoding, following]);
    return await growing.finish(encoded);
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled([encoding, following]);
    throw error;
  } finally {
    await growing.close();
  }
};

class GrowingRevision {
  readonly job: TranscodeJob;
  readonly #input: GrowInput;
  readonly #ports: GrowPorts;
  readonly #pictures: GrowingRendition;
  readonly #sounds: readonly GrowingRendition[];
  #poster: Publication['poster'];
  #storyboard: string | null = null;
  #news = true;

  private constructor(input: GrowInput, ports: GrowPorts, opened: readonly GrowingRendition[]) {
    const [pictures, ...sounds] = opened;
    if (!pictures) throw new RangeError('A revision has pictures.');
    const { plan, source, rung, folder } = input;
    this.#input = input;
    this.#ports = ports;
    this.#pictures = pictures;
    this.#sounds = sounds;
    this.#poster = input.stored?.publication.poster ?? null;
    const storyboard = planStoryboard({ ...highest(plan.rungs), duration: plan.duration });
    this.job = { source, plan, rungs: [rung], audio: stereoOf(plan), storyboard, urgent: true, folder };
  }

  static async open(input: GrowInput, ports: GrowPorts): Promise<GrowingRevision> {
    const { prefix, folder, plan, rung, stored } = input;
    if (stored) await ports.announce(stored);
    const opened = [rung, ...stereoOf(plan)].map(({ name }) =>
      GrowingRendition.open(
        { store: ports.store, prefix, name, path: join(folder, `${name}.mp4`), duration: plan.duration },
        stored !== null,
      ),
    );
    return new GrowingRevision(input, ports, await Promise.all(opened));
  }

  /** Publishes what becomes whole until the encoder has ended, however it does. */
  async follow(encoding: Promise<unknown>): Promise<void> {
    let over = false;
    const ended = encoding.then(
      () => (over = true),
      () => (over = true),
    );
    while (!over) {
      await Promise.all(this.#renditions.map((rendition) => rendition.advance()));
      if (this.#news && this.#renditions.every(({ begun }) => begun)) await this.#publish({ growing: true });
      await Promise.race([ended, sleep(lookEveryMs)]);
    }
  }

  /** Beside the encode, which does not wait for it. */
  async addPoster(): Promise<void> {
    if (this.#poster) return;
    const { transcoder, signal } = this.#ports;
    const made = await makePoster({ ...this.#input, transcoder, signal });
    if (!made) return;
    const { path, width, height, color } = made;
    await this.#putFile('poster.jpg', path);
    this.#poster = { file: 'poster.jpg', width, height, color, placeholder: null, sources: [] };
    this.#news = true;
  }

  async finish(encoded: TranscodeResult): Promise<Manifest> {
    await Promise.all(this.#renditions.map((rendition) => rendition.end()));
    const sheets = encoded.storyboardSheets;
    const { storyboard } = this.job;
    if (storyboard && sheets.length > 0) {
      const { rung, plan } = this.#input;
      const names = sheets.map((path) => basename(path));
      for (const path of sheets) await this.#putFile(basename(path), path);
      await this.#put('storyboard.vtt', storyboardVtt(storyboard, names, rung.frameRate, plan.duration));
      this.#storyboard = 'storyboard.vtt';
    }
    return this.#publish({ growing: false, damaged: encoded.damagedFrames > 0 });
  }

  async close(): Promise<void> {
    await Promise.all(this.#renditions.map((rendition) => rendition.close()));
  }

  get #renditions(): readonly GrowingRendition[] {
    return [this.#pictures, ...this.#sounds];
  }

  async #publish({ growing, damaged = false }: { growing: boolean; damaged?: boolean }): Promise<Manifest> {
    this.#news = false;
    const { media, plan, planId, choices, rung, revision, prefix } = this.#input;
    const { text, renditions } = packageGrowing(
      { plan: rung, rendition: this.#pictures },
      stereoOf(plan).flatMap((one, i) => {
        const rendition = this.#sounds[i];
        return rendition ? [{ plan: one, rendition }] : [];
      }),
    );
    await this.#put(multivariant, text);
    const top = highest(plan.rungs);
    const segments = this.#renditions.flatMap((rendition) => rendition.segments);
    const publication: Publication = {
      revision,
      prefix,
      growing,
      multivariant,
      poster: this.#poster,
      posterCandidates: [],
      preview: null,
      storyboard: this.#storyboard,
      captions: [],
      trim: null,
      chapters: media.chapters.map((chapter) => ({ ...chapter })),
      durationMs: Math.round(plan.duration * 1000),
      width: top.width,
      height: top.height,
      hasVideo: true,
      hasAudio: plan.audio.length > 0,
      renditions: renditions.map((rendition) => ({ ...rendition })),
      bytes: segments.reduce((sum, { size }) => sum + size, 0),
    };
    const warnings = [...media.warnings, ...(damaged ? ['damaged_frames'] : [])];
    const manifest = { publication, warnings, planId, choices };
    await writeManifest(this.#ports.store, manifest);
    await this.#ports.announce(manifest);
    return manifest;
  }

  async #put(name: string, text: string): Promise<void> {
    await this.#ports.store.put(`${this.#input.prefix}${name}`, text, contentType(name));
  }

  async #putFile(name: string, path: string): Promise<void> {
    await this.#ports.store.putFile(`${this.#input.prefix}${name}`, path, contentType(name));
  }
}
