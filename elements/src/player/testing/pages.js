/**
 * Pages of their own for frames: `/test-page?body=<html>` is a document with that body, with the header
 * `content-security-policy` where `policy` is given; `/test-slow?to=<path>&ms=<n>` leads on after that time.
 */
export const pages = async (context, next) => {
  const { body, policy, to, ms } = context.query;
  if (context.path === '/test-page') {
    if (policy) context.set('content-security-policy', policy);
    context.type = 'html';
    context.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><body>${body}</body></html>`;
    return undefined;
  }
  if (context.path !== '/test-slow') return next();
  await new Promise((resolve) => setTimeout(resolve, Number(ms)));
  context.redirect(to);
  return undefined;
};
