// Requests to the server: with the key where it wants one, refusals as errors.

const keyName = 'eager.key';
let asking = null;
let ask = () => Promise.reject(new Error('a key is needed'));

/** Who is asked for a key: called with true where one was shown and refused; gives the key, or null. */
export const whenKeyNeeded = asker => { ask = asker; };

export const hasKey = () => sessionStorage.getItem(keyName) !== null;

export const forgetKey = () => sessionStorage.removeItem(keyName);

/** A refusal of the server: problem details. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? `the server answers with status ${status}`);
    this.status = status;
    this.kind = (body.type ?? '').replace('urn:eager:problem:', '');
  }
}

const newKey = async refused => {
  // Requests that fail together ask once.
  asking ??= ask(refused !== null).finally(() => { asking = null; });
  const key = await asking;
  if (key === null) throw new Problem(401, { type: 'urn:eager:problem:key-required', title: 'The server wants a key.' });
  sessionStorage.setItem(keyName, key);
};

/** Sends a request and gives the response; throws a Problem for a refusal, a TypeError where there is no connection. */
export const request = async (method, path, { body, type, accept, lastEventId, signal } = {}) => {
  for (;;) {
    const key = sessionStorage.getItem(keyName);
    const headers = new Headers();
    if (key !== null) headers.set('X-Api-Key', key);
    if (type) headers.set('Content-Type', type);
    if (accept) headers.set('Accept', accept);
    if (lastEventId !== undefined) headers.set('Last-Event-ID', lastEventId);
    const response = await fetch(path, { method, body, headers, signal, cache: 'no-store', credentials: 'omit' });
    if (response.ok) return response;
    if (response.status === 401) {
      if (sessionStorage.getItem(keyName) === key) await newKey(key);
      continue;
    }
    throw new Problem(response.status, await response.json().catch(() => ({})));
  }
};

export const get = async (path, signal) => (await request('GET', path, { signal })).json();

export const post = (path, value) =>
  request('POST', path, value === undefined ? {} : { body: JSON.stringify(value), type: 'application/json' });

export const remove = path => request('DELETE', path);
