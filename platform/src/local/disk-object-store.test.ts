import { describeObjectStore } from '../testing/object-store-suite.ts';
import { startObjectServer } from '../testing/object-server.ts';

describeObjectStore('DiskObjectStore', () => startObjectServer());
