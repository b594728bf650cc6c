// The page: which session and which execution it shows, and the requests that are nobody else's.

import { Problem, forgetKey, get, hasKey, post, remove, whenKeyNeeded } from './api.js';
import { Composer } from './composer.js';
import { ExecutionView } from './execution.js';
import { pause } from './follow.js';
import { SessionList } from './sessions.js';
import { element } from './text.js';

const [pollPause, announcePause] = [1500, 1500];
const part = id => document.getElementById(id);

const announcements = [];
const announce = async text => {
  // One after the other, so that a screen reader can finish; of what has piled up only the latest counts.
  announcements.push(text);
  if (announcements.length > 1) return;
  while (announcements.length > 0) {
    part('announcer').textContent = announcements.at(-1);
    announcements.length = 1;
    await pause(announcePause);
    announcements.shift();
  }
};

const lost = isLost => { part('connection').textContent = isLost ? 'The connection is lost; trying again.' : ''; };

const complain = error => {
  const complaint = part('complaint');
  complaint.textContent = error instanceof Problem ? error.message : 'The server cannot be reached.';
  complaint.hidden = false;
};

/** A dialog's form; gives its value, or null where it was closed. */
const answerOf = (dialog, value) => new Promise(resolve => {
  const form = dialog.querySelector('form');
  const done = answer => { resolve(answer); dialog.close(); };
  form.onsubmit = event => { event.preventDefault(); done(value(form)); };
  form.querySelector('[data-cancel]').onclick = () => done(null);
  dialog.oncancel = () => resolve(null);
  dialog.showModal();
});

whenKeyNeeded(async wasRefused => {
  part('key-refused').hidden = !wasRefused;
  const key = await answerOf(part('key-dialog'), form => form.elements.key.value.trim());
  part('key-dialog').querySelector('form').reset();
  return key;
});

let sessions = [];
let shown = { session: null, execution: null };
let wanted = { session: null, execution: null };

const list = new SessionList(part('sessions'));
const view = new ExecutionView(part, { announce, lost, ended: execution => { composer.closed(execution); refresh(); } });
const composer = new Composer(part('composer'), {
  opened: (session, execution) => {
    part('complaint').hidden = true;
    location.hash = `#/sessions/${session}/executions/${execution}`;
  },
  failed: complain,
});

const routeOf = hash => {
  const [, session = null, execution = null] = /^#\/sessions\/([^/]+)(?:\/executions\/([^/]+))?$/.exec(hash) ?? [];
  return { session, execution };
};

const showExecutions = session => {
  const picker = part('executions');
  const ids = session?.executions ?? [];
  if (picker.dataset.shown === `${ids}|${shown.execution}`) return;
  picker.dataset.shown = `${ids}|${shown.execution}`;
  picker.replaceChildren(...ids.map((id, at) => {
    const item = element('li');
    const link = element('a', '', `Execution ${at + 1}`);
    link.href = `#/sessions/${session.id}/executions/${id}`;
    if (id === shown.execution) link.setAttribute('aria-current', 'true');
    item.append(link);
    return item;
  }));
  picker.hidden = ids.length < 2;
};

/** Brings the page to where the address and the list of sessions say. */
const settle = () => {
  const session = sessions.find(one => one.id === wanted.session) ?? null;
  const isGone = wanted.session !== null && session === null && shown.session === wanted.session;
  const execution = wanted.execution ?? session?.executions.at(-1) ?? null;
  const isHome = wanted.session === null;
  const writes = composer.place;
  const mayStart = writes === null ? isHome || session?.state === 'idle' : writes.execution === execution;

  part('home').hidden = !isHome;
  part('session').hidden = isHome;
  part('gone').hidden = !isGone;
  part('delete').hidden = isGone || isHome;
  part('composer').hidden = isGone;
  part('occupied').hidden = mayStart || isGone || writes !== null;
  part('elsewhere').hidden = mayStart || writes === null;
  if (writes !== null) part('elsewhere').querySelector('a').href = `#/sessions/${writes.session}/executions/${writes.execution}`;
  part('execution').hidden = execution === null;
  part('shell').hidden = !isHome;
  part('no-execution').hidden = isHome || execution !== null;
  document.title = isHome ? 'Eager' : `${wanted.session} · Eager`;
  if (!isHome) {
    part('session-name').textContent = wanted.session;
    if (session) part('session-about').textContent = `${session.language} on ${session.backend}${session.effects ? ` · effects ${session.effects}` : ''} · since ${new Date(session.created).toLocaleTimeString()}`;
  }
  composer.use(wanted.session, { isBeside: execution !== null, isOccupied: !mayStart });
  if (wanted.session !== shown.session || execution !== shown.execution) {
    shown = { session: wanted.session, execution };
    if (execution === null) view.close();
    else view.open(wanted.session, execution);
  }
  showExecutions(session);
  list.update(sessions, wanted.session);
  part('no-sessions').hidden = sessions.length > 0;
  part('session-count').textContent = sessions.length || '';
  part('forget-key').hidden = !hasKey();
};

const refresh = async () => {
  try {
    sessions = (await get('/v1/sessions')).sessions.sort((a, b) => a.created.localeCompare(b.created));
    lost(false);
    settle();
  } catch (error) {
    if (error instanceof Problem) complain(error);
    else lost(true);
  }
};

const navigate = async () => {
  if (location.hash !== '' && !location.hash.startsWith('#/')) return;
  const before = wanted.session;
  wanted = routeOf(location.hash);
  part('complaint').hidden = true;
  await refresh();
  settle();
  if (before !== wanted.session && document.activeElement?.closest('nav')) part('main').focus();
};

const act = async task => {
  try {
    part('complaint').hidden = true;
    await task();
  } catch (error) {
    complain(error);
  }
};

part('interrupt').addEventListener('click', () => act(async () => {
  await post(`/v1/sessions/${shown.session}/executions/${shown.execution}/interrupt`);
  announce('Interrupting.');
}));
part('delete').addEventListener('click', () => act(async () => {
  await refresh();
  const session = sessions.find(one => one.id === wanted.session);
  if (session?.state !== 'idle' && await answerOf(part('delete-dialog'), () => true) === null) return;
  await remove(`/v1/sessions/${wanted.session}`);
  announce('The session was deleted.');
  location.hash = '#/';
}));
part('forget-key').addEventListener('click', () => { forgetKey(); refresh(); });
part('skip').addEventListener('click', event => { event.preventDefault(); part('main').focus(); });
part('statements').closest('details').addEventListener('toggle', () => view.refreshTable());
for (const example of document.querySelectorAll('.origin')) example.textContent = location.origin;
addEventListener('hashchange', navigate);

await navigate();
for (;;) {
  await pause(pollPause);
  if (!document.hidden && !part('key-dialog').open) await refresh();
}
