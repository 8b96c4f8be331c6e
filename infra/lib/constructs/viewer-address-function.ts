import { Function, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** Of the requests that the API gets, as it is told by `CLIENT_ADDRESS_HEADER`. */
export const viewerAddressHeader = 'x-viewer-address';

/** What runs at the edge; `test/edge-functions.test.ts` runs it. */
export const viewerAddressText = `function handler(event) {
  var request = event.request;
  request.headers['${viewerAddressHeader}'] = { value: event.viewer.ip };
  return request;
}
`;

/**
 * Says who asks, in a header of our own that replaces what a viewer may have put there: to `X-Forwarded-For` everybody
 * on the way only appends, and how many are on it depends on the way.
 */
export class ViewerAddressFunction extends Function {
  constructor(scope: Construct, id: string, { prefix }: { prefix: string }) {
    super(scope, id, {
      functionName: `${prefix}viewer-address`,
      comment: 'Whom requests are counted for',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(viewerAddressText),
    });
  }
}
