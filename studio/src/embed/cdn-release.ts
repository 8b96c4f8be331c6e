import { ApiError } from '@vidkit/contracts/client';
import type { CdnRelease } from '@vidkit/contracts/embed-code/video-code';

let release: Promise<CdnRelease> | undefined;

/** Reads the newest release once. @throws {ApiError} */
export const readRelease = (origin: string): Promise<CdnRelease> => {
  release ??= read(origin);
  release.catch(() => {
    release = undefined;
  });
  return release;
};

const read = async (origin: string): Promise<CdnRelease> => {
  const { version } = await json<{ version: string }>(`${origin}/cdn/latest.json`);
  const baseUrl = `${origin}/cdn/${encodeURIComponent(version)}/`;
  const { files } = await json<{ files: CdnRelease['files'] }>(`${baseUrl}integrity.json`);
  return { baseUrl, files };
};

const json = async <T>(url: string): Promise<T> => {
  try {
    const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(20_000) });
    if (response.ok) return (await response.json()) as T;
    throw new ApiError('bad_answer', `${url} answered ${response.status}.`, { status: response.status });
  } catch (cause) {
    throw cause instanceof ApiError ? cause : new ApiError('network', `${url} could not be read.`, { cause });
  }
};
