import { createHash } from 'node:crypto';

import { wordsOf } from '@vidkit/contracts/captions/cue-text';
import { cutChapters, cutCues } from '@vidkit/contracts/captions/cut-texts';
import { parseCaptions } from '@vidkit/contracts/captions/parse-captions';
import { writeWebVtt } from '@vidkit/contracts/captions/write-web-vtt';
import type { Publication } from '@vidkit/contracts/events/media';
import type {
  CaptionGeneration,
  CaptionTrack,
  Chapter,
  PutCaptions,
  StoredCaptions,
  Transcript,
  TranscriptQuery,
  VideoTexts,
} from '@vidkit/contracts/schemas/texts';
import type { Trim } from '@vidkit/contracts/schemas/trim';
import { nullIfMissing, type ObjectStore } from '@vidkit/platform/ports/object-store';
import { readText } from '@vidkit/platform/ports/stored-text';

import { AppError } from '../../http/app-error.ts';
import type { MediaLinks } from '../playback/media-links.ts';
import { rests, type VideoRecord } from '../videos/video-record.ts';
import type { VideosService } from '../videos/videos.service.ts';
import { automaticLabel } from './automatic-label.ts';
import { cutCaptions, stemOf } from './cut-captions.ts';
import type { GenerationsRepository } from './generations.repository.ts';
import type { CaptionName, CaptionRecord, TextsRepository } from './texts.repository.ts';

export interface TextsDeps {
  texts: TextsRepository;
  generations: GenerationsRepository;
  /** Whether the operator gave the workers a program that hears captions. */
  canHear: boolean;
  videos: VideosService;
  links: MediaLinks;
  objects: ObjectStore;
}

/** The texts of a video as they go with what is published of it. */
export interface ShownTexts {
  readonly captions: readonly CaptionRecord[];
  readonly chapters: readonly Chapter[];
}

const maxTracks = 100;
const maxDroppedTold = 100;

/** Captions, chapters and transcripts: what can be read of a video. */
export class TextsService {
  readonly #deps: TextsDeps;

  constructor(deps: TextsDeps) {
    this.#deps = deps;
  }

  async get(videoId: string, viewerId: string | null): Promise<VideoTexts> {
    return this.#view(await this.#deps.videos.visible(videoId, viewerId), viewerId);
  }

  /** Throws `captions_unreadable` when no cue is left; single bad cues are left out and told. */
  async putCaptions(
    videoId: string,
    ownerId: string,
    name: CaptionName,
    { text, label, default: isDefault = false }: PutCaptions,
  ): Promise<StoredCaptions> {
    const video = await this.#deps.videos.own(videoId, ownerId);
    const { kind } = name;
    const language = canonical(name.language);
    const { captions } = await this.#deps.texts.find(videoId);
    const known = captions.some((one) => one.kind === kind && one.language === language);
    if (!known && captions.length >= maxTracks) throw new AppError('too_many_captions');

    const { cues, dropped } = parseCaptions(text);
    if (cues.length === 0) {
      const first = dropped[0];
      throw new AppError('captions_unreadable', first && `Line ${first.line}: ${first.fault}.`);
    }
    const objectKey = await this.#store(videoId, { kind, language }, writeWebVtt(cues));
    const record = {
      kind,
      language,
      label: label || languageName(language),
      isDefault: isDefault && kind !== 'forced',
      generated: false,
      cues: cues.length,
      objectKey,
    };
    const before = await this.#deps.texts.putCaptions(videoId, record);
    if (before && before.objectKey !== objectKey) await this.#drop(before);
    return {
      track: this.#track(video, { ...record, updatedAt: new Date() }),
      dropped: dropped.slice(0, maxDroppedTold).map((one) => ({ ...one })),
    };
  }

  async deleteCaptions(videoId: string, ownerId: string, { kind, language }: CaptionName): Promise<void> {
    await this.#deps.videos.own(videoId, ownerId);
    const before = await this.#deps.texts.deleteCaptions(videoId, { kind, language: canonical(language) });
    if (!before) throw new AppError('not_found');
    await this.#drop(before);
  }

  /** What players show with what is published of a video, in its time. */
  async shown({ id, publication }: VideoRecord): Promise<ShownTexts> {
    const { captions, chapters } = await this.#deps.texts.find(id);
    const trim = publication?.trim;
    if (!trim) return { captions, chapters: chapters ?? publication?.chapters ?? [] };
    return {
      captions: await Promise.all(captions.map((record) => this.#cut(record, trim))),
      chapters: chapters ? cutChapters(chapters, trim) : publication.chapters,
    };
  }

  /** Null goes back to the chapters of the file. */
  async putChapters(
    videoId: string,
    ownerId: string,
    chapters: readonly Chapter[] | null,
  ): Promise<VideoTexts> {
    const video = await this.#deps.videos.own(videoId, ownerId);
    const last = chapters?.at(-1);
    const all = video.whole ?? video.publication;
    if (last && all && last.startMs >= all.durationMs) {
      throw new AppError('invalid_request', `/chapters: «${last.title}» begins after the end of the video.`);
    }
    await this.#deps.texts.putChapters(videoId, chapters);
    return this.#view(video, ownerId);
  }

  /** Takes over the texts that lay in the file, where the creator has brought none of that kind and language. */
  async adopt(videoId: string, { prefix, captions }: Publication): Promise<void> {
    for (const { file, kind, language, cues } of captions) {
      const text = await readText(this.#deps.objects, `${prefix}${file}`);
      if (text === null) continue;
      const track = { kind, language: canonical(language) };
      const objectKey = await this.#store(videoId, track, text);
      const label = languageName(track.language);
      await this.#deps.texts.addCaptions(videoId, {
        ...track,
        ...{ label, isDefault: false, generated: false, cues, objectKey },
      });
    }
  }

  async hasCaptions(videoId: string): Promise<boolean> {
    return (await this.#deps.texts.find(videoId)).captions.length > 0;
  }

  /** Throws where captions from the sound would find no place; null is a language that nobody knows yet. */
  async assertRoom(videoId: string, language: string | null): Promise<void> {
    const { captions } = await this.#deps.texts.find(videoId);
    const there = captions.find((one) => one.kind === 'subtitles' && one.language === language);
    if (there && !there.generated) throw new AppError('captions_exist');
    if (!there && captions.length >= maxTracks) throw new AppError('too_many_captions');
  }

  /** Stores what a program heard, in the place of what one heard before. False where a person's words keep theirs. */
  async takeGenerated(
    videoId: string,
    { language, text, cues }: { readonly language: string; readonly text: string; readonly cues: number },
  ): Promise<boolean> {
    const name = { kind: 'subtitles', language: canonical(language) } as const;
    const objectKey = await this.#store(videoId, name, text);
    const label = automaticLabel(languageName(name.language), name.language);
    const before = await this.#deps.texts.putGenerated(videoId, { ...name, label, cues, objectKey });
    const taken = before === null || before.generated;
    if (before && before.objectKey !== objectKey) await this.#drop(taken ? before : { ...before, objectKey });
    return taken;
  }

  /** The words of the asked language, else of the default track, else of the first. */
  async transcript(
    videoId: string,
    viewerId: string | null,
    { language, q = '' }: TranscriptQuery,
  ): Promise<Transcript> {
    const { publication } = await this.#deps.videos.visible(videoId, viewerId);
    const captions = (await this.#deps.texts.find(videoId)).captions.filter(({ kind }) => kind !== 'forced');
    const track = language ? best(captions, canonical(language)) : captions[0];
    if (!track) throw new AppError('not_found', 'There is no transcript in this language.');
    const wanted = comparable(q).split(/\s+/).filter(Boolean);
    const { cues } = parseCaptions((await readText(this.#deps.objects, track.objectKey)) ?? '');
    const shown = publication?.trim ? cutCues(cues, publication.trim) : cues;
    const said = shown.map(({ startMs, endMs, text }) => ({ startMs, endMs, text: wordsOf(text) }));
    return {
      language: track.language,
      cues: said.filter(({ text }) => {
        const words = comparable(text);
        return wanted.every((word) => words.includes(word));
      }),
    };
  }

  async #view(video: VideoRecord, viewerId: string | null): Promise<VideoTexts> {
    const { captions, chapters } = await this.#deps.texts.find(video.id);
    const owner = video.ownerId === viewerId;
    const generation = owner ? await this.#generation(video.id) : null;
    return {
      captions: captions.map((record) => this.#track(video, record)),
      chapters: [...(chapters ?? (video.whole ?? video.publication)?.chapters ?? [])],
      ownChapters: chapters !== null,
      canGenerate: owner && this.#deps.canHear && generation?.state !== 'working' && soundOf(video) !== null,
      generation,
    };
  }

  async #generation(videoId: string): Promise<CaptionGeneration | null> {
    const found = await this.#deps.generations.find(videoId);
    if (!found || found.state === 'done') return null;
    const { state, language, percent, failure } = found;
    return { state, language, percent, failure };
  }

  #track(video: VideoRecord, record: CaptionRecord): CaptionTrack {
    return {
      kind: record.kind,
      language: record.language,
      label: record.label,
      default: record.isDefault,
      generated: record.generated,
      cues: record.cues,
      url: this.#deps.links.ofFile(record.objectKey),
      updatedAt: record.updatedAt.toISOString(),
    };
  }

  /** The captions of a part of the video, made when they are first asked for. What is stored stays as it came. */
  async #cut(record: CaptionRecord, trim: Trim): Promise<CaptionRecord> {
    const { objects } = this.#deps;
    const cut = cutCaptions(record, trim);
    if (!(await nullIfMissing(objects.head(cut.objectKey)))) {
      const { cues } = parseCaptions((await readText(objects, record.objectKey)) ?? '');
      await objects.put(cut.objectKey, writeWebVtt(cutCues(cues, trim)), 'text/vtt; charset=utf-8');
    }
    return cut;
  }

  /** Removes a file that no row names, and what was cut from it. */
  async #drop(record: CaptionRecord): Promise<void> {
    await this.#deps.objects.deletePrefix(stemOf(record));
  }

  /** Under a name made of the content: what changes gets another address, so all may be cached for ever. */
  async #store(videoId: string, { kind, language }: CaptionName, file: string): Promise<string> {
    const hash = createHash('sha256').update(file).digest('hex').slice(0, 16);
    const key = `v/${videoId}/text/${kind}-${language.toLowerCase()}-${hash}.vtt`;
    await this.#deps.objects.put(key, file, 'text/vtt; charset=utf-8');
    return key;
  }
}

/** What can be heard of a video, all of it; null while that is being made or rests, and where it is silent. */
export const soundOf = (video: VideoRecord): Publication | null =>
  video.whole?.hasAudio && !rests(video, video.whole) ? video.whole : null;

/** `en-us` and `EN-US` are one language. Throws `invalid_request` for what no language can be. */
export const canonical = (language: string): string => {
  const known = canonicalOrNull(language);
  if (known === null) throw new AppError('invalid_request', `${language} is not a language tag.`);
  return known;
};

/** The same of what nobody asks us for now, such as the language that a video says to have. */
export const canonicalOrNull = (language: string | null | undefined): string | null => {
  try {
    return language == null ? null : (Intl.getCanonicalLocales(language)[0] ?? null);
  } catch {
    return null;
  }
};

/** «Deutsch» for `de`: the reader knows the own language's name. */
const languageName = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

/** The very language, else the same without its region, else one of its regions. */
const best = (captions: readonly CaptionRecord[], language: string): CaptionRecord | undefined => {
  const base = (tag: string) => tag.split('-')[0];
  return (
    captions.find((one) => one.language === language) ??
    captions.find((one) => one.language === base(language)) ??
    captions.find((one) => base(one.language) === base(language))
  );
};

const comparable = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
