import { Function, FunctionCode, FunctionRuntime, KeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');

/** CloudFront takes no longer functions. */
const maxBytes = 10_240;

/**
 * The right to watch is in the path of each media address. This function of CloudFront checks it at the edge, by the very
 * code that checks it in the local product, and takes it off, so that all viewers share what is cached.
 *
 * The keys come into the store by a function of their own (`EdgeKeys`), never by a template.
 */
export class TokenPathFunction extends Construct {
  readonly function: Function;
  readonly keys: KeyValueStore;

  constructor(scope: Construct, id: string, { prefix }: { prefix: string }) {
    super(scope, id);
    this.keys = new KeyValueStore(this, 'Keys', {
      keyValueStoreName: `${prefix}media-keys`,
      comment: 'Current and previous key of the right to watch',
    });
    this.function = new Function(this, 'Function', {
      functionName: `${prefix}token-path`,
      comment: 'Checks the right to watch and takes it off the path',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(text()),
      keyValueStore: this.keys,
    });
  }
}

let read: string | undefined;

/** Printed by a process of its own: what is deployed does not run while it is described. */
const text = (): string => {
  if (read !== undefined) return read;
  const module = join(repository, 'platform/src/token-path/edge-function.ts');
  const script = `import { edgeFunctionText } from ${JSON.stringify(module)}; process.stdout.write(edgeFunctionText());`;
  const found = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  const bytes = Buffer.byteLength(found);
  if (bytes > maxBytes) {
    throw new Error(`The function of the token path has ${bytes} bytes; CloudFront takes ${maxBytes}.`);
  }
  read = found;
  return found;
};
