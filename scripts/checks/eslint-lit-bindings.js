/**
 * Two mistakes in Lit code that nothing else reports: an `onclick=${…}` binding, which sets a string attribute, and
 * an inline `style`, which a strict content policy blocks at the first render.
 */
export const litBindings = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      handler: 'Bind listeners as @{{name}}=, not as an on… attribute.',
      style:
        'No inline styles: a strict content policy blocks them. Use a class or element.style.setProperty.',
    },
  },
  create: (context) => ({
    TaggedTemplateExpression(node) {
      if (node.tag.name !== 'html' && node.tag.name !== 'svg') return;
      for (const quasi of node.quasi.quasis) {
        const markup = quasi.value.raw;
        const handler = /\son([a-z]+)=["']?$/.exec(markup);
        if (handler) context.report({ node: quasi, messageId: 'handler', data: { name: handler[1] } });
        if (/\sstyle=/.test(markup)) context.report({ node: quasi, messageId: 'style' });
      }
    },
  }),
};
