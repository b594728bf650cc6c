// Text of programs and figures as they may stand in the page.

const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/gu;

/** Makes visible what cannot be seen, or would change how the rest is read. */
export const visible = text => text.replace(/\r\n/g, '\n').replace(hidden, character => {
  const code = character.codePointAt(0);
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
});

/** The first characters of a text, and whether there was more. */
export const start = (text, length) => (text.length <= length ? text : `${text.slice(0, length)}\u2026`);

/** Three figures and the unit that suits. */
export const duration = ms => {
  if (ms < 0.9995) return `${ms.toFixed(2)} ms`;
  if (ms < 9.995) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  return ms < 99_950 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 1000).toFixed(0)} s`;
};

/** A point on the axis. */
export const moment = ms => `${(ms / 1000).toFixed(3)} s`;

export const lines = ({ line, endLine }) => (line === endLine ? `line ${line}` : `lines ${line} to ${endLine}`);

export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** Bytes of a member that holds text, and base64 beside it where the text is not all. */
export const bytesOf = ({ text, base64 }) =>
  base64 === undefined ? new TextEncoder().encode(text) : Uint8Array.from(atob(base64), character => character.charCodeAt(0));

/** An element with its class and text. */
export const element = (name, className = '', text = '') => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};
