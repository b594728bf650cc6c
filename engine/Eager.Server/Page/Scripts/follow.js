// Server-sent events by fetch, which can show a key; a lost connection is taken up behind the last event.

import { Problem, request } from './api.js';

const firstPause = 300;
const longestPause = 5000;
// The server says something every 15 seconds by default; a connection that is silent for long is dead.
const longestSilence = 60_000;

/** Waits; false where it was called off. */
export const pause = (time, signal) => new Promise(resolve => {
  const timer = setTimeout(() => { signal?.removeEventListener('abort', stop); resolve(true); }, time);
  const stop = () => { clearTimeout(timer); resolve(false); };
  signal?.addEventListener('abort', stop, { once: true });
});

const messages = async function* (response, silence) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    silence.restart();
    const blocks = (held + value).split('\n\n');
    held = blocks.pop();
    for (const block of blocks) {
      const message = {};
      for (const line of block.split('\n')) {
        const [, name, text] = /^(id|data): ?(.*)$/.exec(line) ?? [];
        if (name) message[name] = text;
      }
      if (message.data !== undefined) yield message;
    }
  }
};

const watchSilence = stop => {
  let timer;
  const restart = () => { clearTimeout(timer); timer = setTimeout(stop, longestSilence); };
  restart();
  return { restart, end: () => clearTimeout(timer) };
};

/**
 * Follows a stream of events to its end.
 * @param {string} path Where.
 * @param {{signal: AbortSignal, take: (event: object) => boolean, lost: (isLost: boolean) => void}} how
 *   Takes each event and says whether the stream may end behind it; hears when the connection is lost and when it is back.
 */
export const follow = async (path, { signal, take, lost }) => {
  let last;
  let wait = firstPause;
  let mayEnd = false;
  while (!signal.aborted) {
    const connection = new AbortController();
    const stop = () => connection.abort();
    signal.addEventListener('abort', stop, { once: true });
    const silence = watchSilence(stop);
    try {
      const response = await request('GET', path, { accept: 'text/event-stream', lastEventId: last, signal: connection.signal });
      lost(false);
      for await (const { id, data } of messages(response, silence)) {
        mayEnd = take(JSON.parse(data));
        last = id ?? last;
        wait = firstPause;
      }
      if (mayEnd) return;
    } catch (error) {
      if (error instanceof Problem && error.status < 500 && error.status !== 429) throw error;
    } finally {
      silence.end();
      signal.removeEventListener('abort', stop);
    }
    if (signal.aborted) return;
    lost(true);
    await pause(wait, signal);
    wait = Math.min(2 * wait, longestPause);
  }
};
