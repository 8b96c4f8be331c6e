import { describeUrlSigner } from '../testing/url-signer-suite.ts';
import { HmacUrlSigner } from './hmac-url-signer.ts';

describeUrlSigner('HmacUrlSigner', (keys) => new HmacUrlSigner(keys));
