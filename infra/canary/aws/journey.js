/* global exports, require, __dirname */
// What the canary does, in the language of CloudWatch Synthetics (CommonJS, a `handler`). It asks whether the API is there;
// with an upload token it uploads and waits until the video is ready; with the id of a video that anybody may watch it plays
// that one's beginning (what it uploaded itself is private to the token's owner). It says how long each took.
'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');

const readyWithinMs = 180_000;

class JourneyError extends Error {
  constructor(step, detail) {
    super(`${step}: ${detail}`);
    this.name = 'JourneyError';
    this.code = `journey_${step}`;
  }
}

const ask = async (step, url, { method = 'GET', token, body, headers = {} } = {}) => {
  const answer = await fetch(url, {
    method,
    headers: {
      'user-agent': 'vidkit-canary',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body !== undefined && !Buffer.isBuffer(body) ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  }).catch((error) => {
    throw new JourneyError(step, error.message);
  });
  // Never the body: an address in it is a right.
  if (!answer.ok) throw new JourneyError(step, `answered ${answer.status}`);
  return answer;
};

/** The media playlists of a multivariant playlist, or the parts of a media playlist, as absolute addresses. */
const entriesOf = (text, url) =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => new URL(line.trim(), url).href);

const upload = async (publicUrl, token, clip) => {
  const body = { fileName: 'canary.mp4', size: clip.length, type: 'video/mp4', title: 'Canary' };
  const made = await ask('open', `${publicUrl}/v1/uploads`, { method: 'POST', token, body });
  const { id, videoId, parts } = await made.json();
  const stored = [];
  let from = 0;
  for (const { number, size, url, headers } of parts) {
    const piece = clip.subarray(from, from + size);
    from += size;
    const answer = await ask('send', url, { method: 'PUT', body: piece, headers });
    stored.push({ number, etag: answer.headers.get('etag') });
  }
  await ask('complete', `${publicUrl}/v1/uploads/${id}/complete`, {
    method: 'POST',
    token,
    body: { parts: stored },
  });
  return videoId;
};

const becomeReady = async (publicUrl, token, videoId) => {
  const until = Date.now() + readyWithinMs;
  for (;;) {
    const answer = await ask('wait', `${publicUrl}/v1/videos/${videoId}`, { token });
    const { status } = await answer.json();
    if (status === 'ready') return;
    if (status === 'failed') throw new JourneyError('wait', 'the video failed');
    if (Date.now() > until) throw new JourneyError('wait', `still ${status}`);
    await wait(1000);
  }
};

const play = async (publicUrl, videoId) => {
  const { hlsUrl } = await (await ask('playback', `${publicUrl}/v1/videos/${videoId}/playback`)).json();
  const [media] = entriesOf(await (await ask('master', hlsUrl)).text(), hlsUrl);
  if (media === undefined) throw new JourneyError('master', 'names no playlist');
  const [first] = entriesOf(await (await ask('playlist', media)).text(), media);
  if (first === undefined) throw new JourneyError('playlist', 'names no part');
  const bytes = await (await ask('media', first, { headers: { range: 'bytes=0-1023' } })).arrayBuffer();
  if (bytes.byteLength === 0) throw new JourneyError('media', 'is empty');
};

const journey = async ({ publicUrl, token, watch = null, clip, say = console.log }) => {
  const took = {};
  let begun = Date.now();
  const step = (name) => {
    took[name] = Date.now() - begun;
    begun = Date.now();
  };
  await ask('alive', `${publicUrl}/healthz`);
  step('aliveMs');
  if (token) {
    const videoId = await upload(publicUrl, token, clip);
    step('uploadMs');
    await becomeReady(publicUrl, token, videoId);
    step('readyMs');
  }
  if (watch) {
    await play(publicUrl, watch);
    step('playMs');
  }
  say(JSON.stringify({ msg: 'journey', ...took }));
  return took;
};

const readSettings = async (secretId) => {
  // Part of the runtime.
  const { GetSecretValueCommand, SecretsManagerClient } = require('@aws-sdk/client-secrets-manager');
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: secretId }),
  );
  const { uploadToken, videoId } = JSON.parse(SecretString);
  return { token: uploadToken || null, watch: videoId || null };
};

exports.journey = journey;
exports.handler = async () =>
  journey({
    publicUrl: process.env.PUBLIC_URL,
    ...(await readSettings(process.env.TOKEN_SECRET_ID)),
    clip: readFileSync(join(__dirname, 'clip.mp4')),
  });
