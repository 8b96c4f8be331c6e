import { until } from './player-fixture.ts';

/** The script that defines the player, `ms` later than it could. */
export const lateScript = (ms: number): string =>
  `<script type="module" src="/test-slow?ms=${ms}&amp;to=/elements/src/define/vid-player.ts"></script>`;

export interface Frame {
  readonly document: Document;
  /** Layout shifts from the beginning, as the browser measures them. */
  readonly shifts: () => readonly number[];
  /** Errors, warnings and violations of the page, in words. */
  readonly complaints: readonly string[];
}

/** A page of its own with this body, in a frame of 640 by 480 px. */
export const openFrame = async (body: string, { scripts = true } = {}): Promise<Frame> => {
  const frame = document.createElement('iframe');
  frame.width = '640';
  frame.height = '480';
  if (!scripts) frame.sandbox.add('allow-same-origin');
  frame.src = `/test-page?${new URLSearchParams({ body }).toString()}`;
  document.body.append(frame);
  await until(
    () => frame.contentDocument?.URL.includes('/test-page') && frame.contentDocument.body,
    'the frame',
  );
  const view = frame.contentWindow as Window & typeof globalThis;
  const shifts: number[] = [];
  const complaints: string[] = [];
  if (scripts) {
    const note = (list: PerformanceObserverEntryList): void => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    };
    new view.PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
    for (const level of ['error', 'warn'] as const) {
      view.console[level] = (...said: unknown[]) => {
        if (!String(said[0]).startsWith('Lit is in dev mode')) complaints.push(said.map(String).join(' '));
      };
    }
    view.addEventListener('error', ({ message }) => complaints.push(message));
    view.addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
    view.document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
      complaints.push(violatedDirective),
    );
  }
  return { document: view.document, shifts: () => shifts, complaints };
};
