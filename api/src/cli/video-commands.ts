import { CliError } from './cli-error.ts';
import { required, type Command } from './command.ts';
import { clientFor } from './operator.ts';

export const listVideos: Command = {
  usage: '--owner E',
  summary: 'the newest hundred videos of an account',
  options: { owner: { type: 'string' } },
  run: async (input) => {
    const client = await clientFor(input.config, required(input, 'owner'));
    const { items } = await client.call('listVideos', { query: { limit: 100 } });
    const lines = items.map(
      (video) => `${video.id}  ${video.status.padEnd(10)}  ${video.visibility.padEnd(9)}  ${video.title}`,
    );
    return { text: lines.join('\n') || 'No videos yet.', data: items };
  },
};

export const reprocessVideo: Command = {
  usage: 'ID --owner E',
  summary: 'encode a video again from its stored source',
  options: { owner: { type: 'string' } },
  run: async (input) => {
    const id = input.positionals[0];
    if (id === undefined) throw new CliError('Which video? Give its id.');
    const client = await clientFor(input.config, required(input, 'owner'));
    const video = await client.call('reprocessVideo', { params: { id } });
    return { text: `${video.title}: ${video.status}`, data: video };
  },
};

const moveCommand = (call: 'archiveVideo' | 'unarchiveVideo', summary: string): Command => ({
  usage: 'ID --owner E',
  summary,
  options: { owner: { type: 'string' } },
  run: async (input) => {
    const id = input.positionals[0];
    if (id === undefined) throw new CliError('Which video? Give its id.');
    const client = await clientFor(input.config, required(input, 'owner'));
    const video = await client.call(call, { params: { id } });
    return { text: `${video.title}: ${video.status}`, data: video };
  },
});

export const archiveVideo: Command = moveCommand('archiveVideo', 'send a video to the archive');
export const unarchiveVideo: Command = moveCommand('unarchiveVideo', 'bring a video back from the archive');

export const trimVideo: Command = {
  usage: 'ID --owner E (--from SECONDS --to SECONDS | --whole)',
  summary: 'show a part of a video, or all of it again',
  options: {
    owner: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    whole: { type: 'boolean' },
  },
  run: async (input) => {
    const id = input.positionals[0];
    if (id === undefined) throw new CliError('Which video? Give its id.');
    const milliseconds = (name: string): number => {
      const seconds = Number(required(input, name));
      if (!Number.isFinite(seconds)) throw new CliError(`--${name} is a number of seconds.`);
      return Math.round(seconds * 1000);
    };
    const trim = input.values['whole'] ? null : { startMs: milliseconds('from'), endMs: milliseconds('to') };
    const client = await clientFor(input.config, required(input, 'owner'));
    const { version } = await client.call('getVideo', { params: { id } });
    const video = await client.call('putTrim', { params: { id }, ifMatch: version, body: { trim } });
    return { text: `${video.title}: ${video.status}`, data: video };
  },
};

export const generateCaptions: Command = {
  usage: 'ID --owner E [--language TAG]',
  summary: 'have captions written from the sound',
  options: { owner: { type: 'string' }, language: { type: 'string' } },
  run: async (input) => {
    const id = input.positionals[0];
    if (id === undefined) throw new CliError('Which video? Give its id.');
    const language = input.values['language'];
    const client = await clientFor(input.config, required(input, 'owner'));
    const texts = await client.call('generateCaptions', {
      params: { id },
      body: typeof language === 'string' ? { language } : {},
    });
    return { text: `Captions: ${texts.generation?.state ?? 'done'}`, data: texts };
  },
};
