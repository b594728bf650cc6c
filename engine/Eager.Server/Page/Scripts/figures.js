// What a program shows. Pictures are images, in which nothing runs; HTML is cleaned and stands in a frame that may do nothing.

import { element, start, visible } from './text.js';

const longestText = 20_000;
const [rowHeight, leastHeight, mostHeight] = [29, 64, 440];
const unwanted = 'script, style, link, meta, base, title, iframe, frame, object, embed, form, input, button, template, svg, math';
const kept = new Set(['colspan', 'rowspan', 'scope', 'alt', 'border', 'align', 'dir', 'lang']);

const picture = (type, form, label) => {
  const image = element('img');
  image.src = type === 'image/svg+xml' ? `data:image/svg+xml,${encodeURIComponent(form)}` : `data:${type};base64,${form.replace(/\s/g, '')}`;
  image.alt = label;
  return image;
};

const clean = html => {
  // A parsed document that is shown nowhere loads nothing and runs nothing.
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const one of parsed.querySelectorAll(unwanted)) one.remove();
  for (const one of parsed.querySelectorAll('img'))
    if (!/^data:image\/(png|jpeg|gif|webp);base64,/.test(one.getAttribute('src'))) one.remove();
  for (const one of parsed.body.querySelectorAll('*'))
    for (const { name } of [...one.attributes])
      if (!kept.has(name) && !(name === 'src' && one.localName === 'img')) one.removeAttribute(name);
  return parsed.body;
};

const frame = (html, label) => {
  const body = clean(html);
  const made = element('iframe');
  const rows = body.querySelectorAll('tr, p, li, h1, h2, h3, br, div').length;
  made.setAttribute('sandbox', '');
  made.title = label;
  made.height = Math.min(mostHeight, Math.max(leastHeight, 24 + rows * rowHeight));
  made.srcdoc = `<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><link rel="stylesheet" href="${location.origin}/page/frame.css">${body.outerHTML}</html>`;
  return made;
};

/** The best of the forms that a program gives of one thing, as an element. */
export const figure = (forms, number) => {
  const shown = element('figure');
  const words = visible(forms['text/plain'] ?? '');
  // What a class says of an object by default is no caption.
  const label = words.startsWith('<') ? '' : start(words, 120);
  const image = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/gif', 'image/webp'].find(type => type in forms);
  if (image) shown.append(picture(image, forms[image], `Figure ${number}${label ? `: ${label}` : ''}`));
  else if ('text/html' in forms) shown.append(frame(forms['text/html'], `Figure ${number}`));
  else shown.append(element('pre', '', start(words || visible(Object.values(forms)[0] ?? ''), longestText)));
  const caption = image ? label : '';
  shown.append(element('figcaption', '', caption ? `Figure ${number}: ${caption}` : `Figure ${number}`));
  return shown;
};
