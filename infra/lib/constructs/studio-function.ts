import { Function, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** What runs at the edge; `test/edge-functions.test.ts` runs it. */
export const studioFunctionText = `function handler(event) {
  var request = event.request;
  if (/^\\/studio(\\/[^.]*)?$/.test(request.uri)) request.uri = '/studio/index.html';
  return request;
}
`;

/** Every page of the studio is one file: addresses without a dot are its routes, as in the API's `static.routes.ts`. */
export class StudioFunction extends Function {
  constructor(scope: Construct, id: string, { prefix }: { prefix: string }) {
    super(scope, id, {
      functionName: `${prefix}studio-routes`,
      comment: 'Routes of the studio are one page',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(studioFunctionText),
    });
  }
}
