/**
 * Every public error code, spelled once: the HTTP status it travels with, a short title, and what it means.
 * The API answers them as `application/problem+json` (RFC 9457); the documentation page is made from this list.
 */
export interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
}

const define = <T extends Record<string, ErrorEntry>>(entries: T): T => entries;

export const errors = define({
  // Requests
  invalid_request: {
    status: 400,
    title: 'Invalid request',
    meaning: 'A field is missing, of the wrong type or out of range; `errors[]` names each one.',
  },
  malformed_json: { status: 400, title: 'Malformed JSON', meaning: 'The request body is not valid JSON.' },
  invalid_cursor: {
    status: 400,
    title: 'Invalid cursor',
    meaning: 'The cursor was not issued by this server for this list.',
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    meaning: 'The body is larger than the route accepts.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    meaning: 'The route takes application/json, or the types of file that it names, uncompressed.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    meaning: 'There is nothing here, or it is not yours to see.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    meaning: 'The address exists, but not for this method.',
  },
  precondition_required: {
    status: 428,
    title: 'Precondition required',
    meaning: 'Send `If-Match` with the ETag of the version you saw.',
  },
  version_conflict: {
    status: 412,
    title: 'Version conflict',
    meaning: 'Somebody changed it since you read it; read it again and repeat.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'Idempotency mismatch',
    meaning: 'This Idempotency-Key was used with another body.',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'Already in progress',
    meaning: 'The first request with this Idempotency-Key is still running.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    meaning: 'Wait for the seconds in `Retry-After`.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    meaning: 'Our fault. Quote the request id when you report it.',
  },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    meaning: 'A part of the service is down or the server is shutting down; try again.',
  },

  // Identity
  unauthenticated: {
    status: 401,
    title: 'Sign in',
    meaning: 'The access token is missing, expired or not ours.',
  },
  insufficient_scope: {
    status: 403,
    title: 'Not allowed',
    meaning: 'The access token lacks the scope that this action needs.',
  },
  origin_not_allowed: {
    status: 403,
    title: 'Origin not allowed',
    meaning: 'The calling page is not on one of the sites that this is allowed on.',
  },
  site_not_registered: {
    status: 404,
    title: 'Site not registered',
    meaning: 'Sign-in on this page needs its origin to be registered in the studio.',
  },
  email_taken: {
    status: 409,
    title: 'Address in use',
    meaning: 'An account with this address exists. Shown only to operators, never on sign-up pages.',
  },
  origin_taken: { status: 409, title: 'Origin in use', meaning: 'The origin is registered by another site.' },

  // Uploads
  file_empty: { status: 422, title: 'Empty file', meaning: 'The file has no bytes.' },
  file_too_large: {
    status: 413,
    title: 'File too large',
    meaning: 'The file is larger than this server accepts.',
  },
  file_type_refused: {
    status: 415,
    title: 'Not a video',
    meaning: 'The declared type is not a video or audio type.',
  },
  too_many_uploads: {
    status: 429,
    title: 'Too many open uploads',
    meaning: 'Finish or cancel some of your open uploads first.',
  },
  upload_closed: {
    status: 409,
    title: 'Upload closed',
    meaning: 'The upload is completed, aborted or expired.',
  },
  upload_completing: {
    // A client that goes by the status alone tries again.
    status: 425,
    title: 'Being completed',
    meaning: 'The parts of this upload are being joined right now; ask again after `Retry-After`.',
  },
  part_number_invalid: {
    status: 422,
    title: 'Invalid part number',
    meaning: 'Part numbers run from 1 to the part count of the upload.',
  },
  parts_missing: {
    status: 422,
    title: 'Parts missing',
    meaning: 'Not every part is listed, or not every listed part has arrived.',
  },
  part_mismatch: {
    status: 422,
    title: 'Part mismatch',
    meaning: 'The size or ETag of a part differs from what was stored.',
  },
  checksum_mismatch: {
    status: 422,
    title: 'Checksum mismatch',
    meaning: 'A checksum differs from the bytes that arrived; send the part again.',
  },
  quota_exceeded: {
    status: 413,
    title: 'No storage left',
    meaning: 'The videos of this account take all the space that it has; delete some first.',
  },
  upload_unfinished: {
    status: 409,
    title: 'Not uploaded yet',
    meaning: 'The first file of this video has not arrived; there is nothing to replace.',
  },
  upload_locked: {
    status: 423,
    title: 'Upload in use',
    meaning: 'Another request adds to this upload; ask for its offset again and go on from there.',
  },
  upload_gone: {
    status: 410,
    title: 'Upload gone',
    meaning: 'The upload was given up or has expired; start a new one.',
  },
  upload_joined: {
    status: 403,
    title: 'Joined upload',
    meaning: 'The upload is made of others, so nothing can be added to it.',
  },
  offset_mismatch: {
    status: 409,
    title: 'Other offset',
    meaning: 'The upload has another length than the request goes on from; ask for its offset again.',
  },
  upload_checksum_mismatch: {
    status: 460,
    title: 'Checksum mismatch',
    meaning: 'The body of the request differs from its checksum; nothing of it was kept, so send it again.',
  },
  tus_version_unsupported: {
    status: 412,
    title: 'Other version of tus',
    meaning: 'The header `Tus-Resumable` has to say 1.0.0.',
  },
  token_revoked: {
    status: 403,
    title: 'Upload token revoked',
    meaning: 'Whoever made this upload token has taken it back; ask there for another one.',
  },
  token_expired: {
    status: 403,
    title: 'Upload token expired',
    meaning: 'The time of this upload token is over; ask whoever made it for another one.',
  },
  token_spent: {
    status: 403,
    title: 'Upload token used up',
    meaning: 'As many files or bytes as this upload token allows have been sent with it.',
  },
  edit_closed: {
    status: 403,
    title: 'Too late to edit',
    meaning: 'The hour in which whoever sent the file could edit its texts is over; its owner still can.',
  },
  source_archived: {
    status: 409,
    title: 'Original in the archive',
    meaning: 'The original has to be restored before it can be read; ask for that and follow the video.',
  },
  trim_unavailable: {
    status: 409,
    title: 'Cannot be trimmed yet',
    meaning: 'No complete version of the whole video is published yet; follow the video until it is ready.',
  },
  trim_reversed: {
    status: 422,
    title: 'Ends before it starts',
    meaning: 'The end of what is to be shown has to come after its start.',
  },
  trim_outside: {
    status: 422,
    title: 'Outside the video',
    meaning: 'The end of what is to be shown lies after the end of the video.',
  },
  trim_too_short: {
    status: 422,
    title: 'Too little left',
    meaning: 'At least one second of the video has to be left.',
  },
  storage_full: { status: 507, title: 'Storage full', meaning: 'The server has no room for the file.' },

  // Object store (signed URLs)
  signature_invalid: { status: 403, title: 'Signature invalid', meaning: 'The signed URL was altered.' },
  signature_expired: {
    status: 403,
    title: 'Signature expired',
    meaning: 'The signed URL is too old; ask for a new one.',
  },
  length_mismatch: {
    status: 400,
    title: 'Length mismatch',
    meaning: 'The body is not exactly as long as the URL was signed for.',
  },
  object_missing: {
    status: 404,
    title: 'No such object',
    meaning: 'The object or the multipart upload does not exist.',
  },
  range_not_satisfiable: {
    status: 416,
    title: 'Range not satisfiable',
    meaning: 'The asked range lies outside the object.',
  },

  // Playback
  not_playable: {
    status: 409,
    title: 'Not playable yet',
    meaning: 'No rendition is ready yet; follow the video events.',
  },
  video_archived: {
    status: 409,
    title: 'Video in the archive',
    meaning:
      'Nobody watched it for long; ask for it back with `POST /v1/videos/:id/restore` and follow the video.',
  },
  archive_unavailable: {
    status: 409,
    title: 'Cannot be archived now',
    meaning: 'The video is being watched or worked on, or has nothing to archive; try again later.',
  },
  playback_expired: {
    status: 403,
    title: 'Playback link expired',
    meaning: 'The playback token is too old; ask for playback again.',
  },

  // Texts
  captions_unreadable: {
    status: 422,
    title: 'Captions unreadable',
    meaning: 'The file holds no cue of WebVTT or SubRip that could be read.',
  },
  too_many_captions: {
    status: 422,
    title: 'Too many captions',
    meaning: 'The video has as many caption tracks as one may have; remove one first.',
  },
  transcriber_missing: {
    status: 501,
    title: 'No captions from sound',
    meaning: 'This server has no program that writes captions; its operator can give it one.',
  },
  sound_unavailable: {
    status: 409,
    title: 'No sound to read',
    meaning: 'No complete version of the video with sound is published; follow the video until it is ready.',
  },
  captions_exist: {
    status: 409,
    title: 'Captions exist',
    meaning: 'Somebody has written captions in this language, which are not replaced; remove them first.',
  },

  // Posters
  poster_missing: {
    status: 422,
    title: 'No such picture',
    meaning: 'The video has no such candidate, or no picture at this moment.',
  },
  picture_refused: {
    status: 415,
    title: 'Not a picture',
    meaning: 'The file is not a JPEG, PNG, WebP or AVIF. Its name may say so, its content does not.',
  },
  picture_animated: {
    status: 422,
    title: 'Moving picture',
    meaning: 'The picture is animated; a poster stands still.',
  },

  // Comments
  comment_empty: { status: 422, title: 'Empty comment', meaning: 'There is no text in the comment.' },
  comment_parent_missing: {
    status: 422,
    title: 'Nothing to reply to',
    meaning: 'The comment you reply to is gone or belongs to another video.',
  },
  comment_edit_closed: {
    status: 409,
    title: 'Too late to edit',
    meaning: 'The time in which this comment could be edited is over.',
  },
});

export type ErrorCode = keyof typeof errors;

/** Why a video could not be processed. Final; a person can read it; `reprocess` tries again. */
export const mediaFailures = {
  empty_file: 'The file is empty.',
  not_media: 'This file is not a video. Its name may say so, its content does not.',
  unsupported_container: 'This kind of file is a list of other files, which cannot be accepted.',
  still_image: 'This file is a picture, not a video.',
  file_truncated: 'The file ends too early: it was cut off before or during the upload.',
  file_damaged: 'Too much of the file is damaged to make a watchable video.',
  no_video_stream: 'The file has neither picture nor sound.',
  unsupported_codec: 'The file uses a format that this server cannot read.',
  encrypted: 'The file is encrypted.',
  too_short: 'The video is shorter than a tenth of a second.',
  too_long: 'The video is longer than this server accepts.',
  implausible_length: 'The file claims to be far longer than its few bytes can show.',
  too_large: 'The picture is larger than 8,192 pixels on a side, or than 36 million pixels.',
  too_many_streams: 'The file has more streams than this server accepts.',
  probe_timeout: 'Reading the file took too long.',
  out_of_resources: 'Processing needed more memory, time or space than it may use.',
  encoder_failed: 'The encoder stopped unexpectedly.',
  output_rejected: 'The encoded video did not pass our own checks.',
  source_missing: 'The uploaded file is no longer in storage.',
  import_address_refused: 'The address does not lead to a public server of the web.',
  import_unreachable: 'The server at the address could not be reached, or broke off again and again.',
  import_refused: 'The server at the address did not hand out the file.',
  import_too_large: 'The file at the address is larger than this server accepts.',
  picture_unreadable: 'The picture is damaged, or not of the kind that it says.',
  picture_too_large: 'The picture is larger than 8,192 pixels on a side.',
  picture_missing: 'There is no picture at this moment of the video.',
  poster_failed: 'The poster could not be made.',
  import_timeout: 'Fetching the file took too long.',
  sound_missing: 'The sound of this video is no longer in storage.',
  no_speech: 'No words were heard in this video.',
  language_unsupported: 'The program that writes captions does not know this language.',
  transcriber_missing: 'The program that writes captions, or its model, is not on this server.',
  transcription_failed: 'The captions could not be written.',
  captions_kept: 'The words are in a language that has captions already. Those are kept.',
} as const;

export type MediaFailureCode = keyof typeof mediaFailures;
