import { describeRateLimiter } from '../testing/rate-limiter-suite.ts';
import { MemoryRateLimiter } from './memory-rate-limiter.ts';

describeRateLimiter('MemoryRateLimiter', () => Promise.resolve(new MemoryRateLimiter()));
