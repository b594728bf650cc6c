// The list of live sessions.

import { count, element } from './text.js';

const stateNames = { idle: 'idle', open: 'takes code', running: 'running' };

export class SessionList {
  #list;
  #items = new Map();

  constructor(list) { this.#list = list; }

  update(sessions, current) {
    const present = new Set(sessions.map(session => session.id));
    for (const [id, item] of this.#items) {
      if (present.has(id)) continue;
      item.remove();
      this.#items.delete(id);
    }
    for (const session of sessions) this.#show(session, session.id === current);
  }

  #show(session, isCurrent) {
    let item = this.#items.get(session.id);
    if (!item) {
      item = element('li');
      const link = element('a');
      link.href = `#/sessions/${session.id}`;
      link.append(element('span', 'name', session.id), element('span', 'about'));
      item.append(link);
      this.#items.set(session.id, item);
      this.#list.prepend(item);
    }
    const link = item.firstChild;
    const about = `${session.language} · ${stateNames[session.state]} · ${count(session.executions.length, 'execution')}`;
    link.dataset.state = session.state;
    if (link.lastChild.textContent !== about) link.lastChild.textContent = about;
    if (isCurrent) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}
