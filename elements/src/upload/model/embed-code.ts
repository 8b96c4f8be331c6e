/** HTML that shows a video on any page: a frame, which needs no script and no change of the page's policy but `frame-src`. */
export const embedCode = (embedUrl: string, title: string): string =>
  `<iframe src="${escape(embedUrl)}" title="${escape(title)}" width="640" height="360" loading="lazy" ` +
  'allow="autoplay; fullscreen; picture-in-picture; clipboard-write" allowfullscreen></iframe>';

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
