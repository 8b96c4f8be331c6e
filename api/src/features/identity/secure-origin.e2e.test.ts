import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { createIdentityServer } from './testing/identity-server.ts';
import type { IdentityServer } from './testing/identity-server.ts';
import { authorizationRequest } from './testing/oauth-client.ts';

const publicUrl = 'https://video.example';

/** Behind a proxy that speaks TLS for us and calls us by another name. */
describe('sign-in under a public https origin', () => {
  let server: IdentityServer;
  before(async () => (server = await createIdentityServer({ publicUrl })));
  after(() => server.stop());

  const local = (url: string) => url.replace(publicUrl, server.localUrl);

  it('keeps its cookies to https and to itself', async () => {
    const first = await fetch(local(authorizationRequest(publicUrl, 'studio').url), { redirect: 'manual' });
    const [interaction] = first.headers
      .getSetCookie()
      .filter((cookie) => cookie.startsWith('vid_interaction='));
    const cookie = first.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const page = await fetch(
      local(first.headers.get('location') ?? '').replace(/^\//, `${server.localUrl}/`),
      {
        headers: { cookie },
      },
    );
    assert.equal(page.status, 200);
    assert.match(interaction ?? '', /secure/i);
    const [browser = ''] = page.headers.getSetCookie();
    assert.match(browser, /^__Host-vid_browser=/);
    for (const line of [...first.headers.getSetCookie(), browser]) {
      assert.match(line, /httponly/i, line);
      assert.match(line, /secure/i, line);
      assert.match(line, /samesite=lax/i, line);
      assert.ok(!/domain=/i.test(line), line);
    }
  });

  it('names itself by its public origin, whatever name it is called by', async () => {
    const metadata = (await (
      await fetch(`${server.localUrl}/oauth/.well-known/openid-configuration`)
    ).json()) as Record<string, string>;
    assert.equal(metadata['issuer'], `${publicUrl}/oauth`);
    assert.equal(metadata['token_endpoint'], `${publicUrl}/oauth/token`);
  });

  it('shows nobody the mails', async () => {
    assert.equal((await fetch(`${server.localUrl}/dev/mail`)).status, 404);
  });
});
