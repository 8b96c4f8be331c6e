/**
 * Real fingers for tests: `executeServerCommand('touch', steps)` puts them on the page by the browser's own input
 * protocol, so that taps, scrolling and pointer events come out of it as on a phone. A step is
 * `{ type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', points: [[x, y], …], wait? }` with all fingers that
 * are on the glass after it, in CSS pixels, and milliseconds to wait then. A finger may stay down between commands.
 */
export const touch = () => {
  const hands = new Map();

  const handOn = async (session) => {
    const known = hands.get(session.id);
    if (known) return known;
    const hand = await session.browser.getPage(session.id).createCDPSession();
    hands.set(session.id, hand);
    await hand.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
    return hand;
  };

  return {
    name: 'touch',
    async executeCommand({ command, payload, session }) {
      if (command !== 'touch') return undefined;
      const hand = await handOn(session);
      for (const { type, points, wait = 0 } of payload) {
        const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
        await hand.send('Input.dispatchTouchEvent', { type, touchPoints });
        if (wait > 0) await pause(wait);
      }
      return true;
    },
  };
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
