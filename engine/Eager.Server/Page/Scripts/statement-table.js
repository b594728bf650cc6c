// The timeline as a table: what the picture shows, to be read.

import { states } from './run.js';
import { duration, element, lines, moment, start, visible } from './text.js';

const mostRows = 2000;
const longestCode = 80;

export class StatementTable {
  #body;
  #rows = [];
  #run;
  #reveal;

  constructor(body, reveal) {
    this.#body = body;
    this.#reveal = reveal;
  }

  show(run) {
    this.#run = run;
    this.#rows = [];
    this.#body.replaceChildren();
  }

  update() {
    // A table that nobody has opened need not be written.
    if (!this.#body.closest('details').open) return;
    for (const statement of this.#run.statements.slice(0, mostRows)) if (statement) this.#write(statement);
  }

  #write(statement) {
    const cells = [
      states[statement.state],
      moment(statement.releasedAt),
      statement.sentAt === undefined ? '–' : moment(statement.sentAt),
      statement.startedAt === undefined ? '–' : moment(statement.startedAt),
      statement.finishedAt === undefined ? '–' : duration(statement.finishedAt - statement.startedAt - statement.heldFor),
      statement.heldFor ? duration(statement.heldFor) : '–',
    ];
    const row = this.#rows[statement.index] ??= this.#add(statement, cells.length);
    const said = cells.join();
    if (row.said === said) return;
    row.said = said;
    row.cells.forEach((cell, at) => { cell.textContent = cells[at]; });
  }

  #add(statement, count) {
    const row = element('tr');
    const head = element('th');
    const link = element('button', 'plain', lines(statement));
    head.scope = 'row';
    link.type = 'button';
    link.title = start(visible(this.#run.text(statement.codeStart, statement.codeEnd)), longestCode);
    link.addEventListener('click', () => this.#reveal(statement.index));
    head.append(link);
    const cells = Array.from({ length: count }, () => element('td'));
    row.append(head, ...cells);
    this.#body.append(row);
    return { cells, said: '' };
  }
}
