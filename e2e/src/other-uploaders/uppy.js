/* global document */
// Uppy with its plugin for S3, as its documentation sets it up; what a test asks of it is `peer`.
import AwsS3 from '@uppy/aws-s3';
import Uppy from '@uppy/core';

globalThis.peer = {
  /** Sends the file that the page's field holds. `tellSize` is what our guide advises. */
  upload: async (companionEndpoint, { tellSize = false, ...options } = {}) => {
    const uppy = new Uppy();
    uppy.use(AwsS3, { companionEndpoint, ...options });
    if (tellSize) uppy.on('file-added', (file) => uppy.setFileMeta(file.id, { size: file.size }));
    const [file] = document.querySelector('input[type=file]').files;
    uppy.addFile({ name: file.name, type: file.type, data: file });
    const { successful = [], failed = [] } = await uppy.upload();
    return { urls: successful.map(({ uploadURL }) => uploadURL), faults: failed.map(({ error }) => error) };
  },
};
