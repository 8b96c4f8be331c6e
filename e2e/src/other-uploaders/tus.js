/* global document */
// tus-js-client, as its documentation sets it up; what a test asks of it is `peer`.
import { Upload } from 'tus-js-client';

let upload;
const state = { sent: 0, url: null, ended: null, offsets: [] };

globalThis.peer = {
  /** Begins with the file that the page's field holds. */
  begin: (endpoint, token, options = {}) => {
    const [file] = document.querySelector('input[type=file]').files;
    upload = new Upload(file, {
      endpoint,
      headers: { Authorization: `Bearer ${token}` },
      metadata: { filename: file.name, filetype: file.type },
      retryDelays: [0, 1000, 3000, 5000, 5000, 5000],
      onProgress: (sent) => (state.sent = sent),
      onSuccess: () => Object.assign(state, { ended: 'success', url: upload.url }),
      onError: (error) => (state.ended = String(error)),
      onAfterResponse: (request, response) => {
        if (request.getMethod() === 'HEAD') state.offsets.push(response.getHeader('Upload-Offset'));
      },
      ...options,
    });
    upload.start();
  },
  pause: () => upload.abort(),
  resume: () => upload.start(),
  state: () => state,
};
