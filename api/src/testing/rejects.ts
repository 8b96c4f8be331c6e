import assert from 'node:assert/strict';

import { ApiError } from '@vidkit/contracts/client';
import type { ErrorCode } from '@vidkit/contracts/errors';

/** Asserts the code of a refused call, and that the answer is a problem with a request id. */
export const rejectsWith = (call: Promise<unknown>, code: ErrorCode): Promise<void> =>
  assert.rejects(call, (error) => {
    assert.ok(error instanceof ApiError, String(error));
    assert.equal(error.code, code, error.message);
    assert.ok(error.problem?.requestId);
    assert.ok(error.problem.detail.length > 0);
    return true;
  });
