// The code as it arrives: a row for each statement with its state, and what is not yet certain behind them.

import { states } from './run.js';
import { count, duration, element, visible } from './text.js';

const longestText = 20_000;

export class CodeView {
  #list;
  #scroller;
  #rows = [];
  #tail;
  #run;

  constructor(list) {
    this.#list = list;
    this.#scroller = list.parentElement;
  }

  show(run) {
    this.#run = run;
    this.#rows = [];
    this.#tail = this.#row('arriving', 1);
    this.#list.replaceChildren(this.#tail.item);
    this.#scroller.scrollTop = 0;
  }

  update() {
    const follows = this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < 40;
    for (let index = 0; index < this.#run.statements.length; index++) {
      const statement = this.#run.statements[index];
      if (!statement) continue;
      const row = this.#rows[index] ??= this.#add(statement);
      if (row.length < statement.end - statement.start) this.#write(row, statement);
      this.#setState(row, statement);
    }
    this.#updateTail();
    if (follows && !this.#run.isOver) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** Brings a statement into view. */
  reveal(index) { this.#rows[index]?.item.scrollIntoView({ block: 'nearest' }); }

  light(index) {
    for (const row of this.#rows) row?.item.classList.toggle('lit', row.index === index);
  }

  #add(statement) {
    const row = this.#row('released', 0);
    row.index = statement.index;
    row.item.id = `statement-${statement.index}`;
    this.#list.insertBefore(row.item, this.#tail.item);
    return row;
  }

  #row(state) {
    const item = element('li');
    const numbers = element('pre', 'numbers');
    const text = element('pre', 'text');
    const note = element('span', 'state');
    numbers.setAttribute('aria-hidden', 'true');
    item.dataset.state = state;
    item.append(numbers, text, note);
    return { item, numbers, text, note, length: 0, said: '' };
  }

  #write(row, statement) {
    const [from, to] = [Math.min(statement.codeStart, statement.end), statement.end];
    if (this.#run.length < to) return;
    row.length = statement.end - statement.start;
    const code = visible(this.#run.text(from, Math.min(to, from + longestText))).replace(/\n+$/, '');
    row.text.textContent = code;
    row.numbers.textContent = Array.from({ length: code.split('\n').length }, (_, line) => statement.line + line).join('\n');
  }

  #setState(row, statement) {
    const took = statement.finishedAt !== undefined ? ` ${duration(Math.max(0, statement.finishedAt - statement.startedAt - statement.heldFor))}` : '';
    const said = (statement.outcome === 'interrupted' ? 'interrupted' : states[statement.state]) + took;
    if (row.said === said) return;
    row.said = said;
    row.item.dataset.state = statement.state;
    row.note.textContent = said;
  }

  #updateTail() {
    const run = this.#run;
    const rest = visible(run.text(run.certain, run.certain + longestText)).replace(/^\n+/, '');
    const isEmpty = rest.trim() === '';
    const state = run.isOver ? 'never' : 'arriving';
    const said = run.isOver ? this.#remains() : isEmpty && run.ended ? '' : run.length === 0 ? 'waits for code' : 'arriving';
    this.#tail.item.hidden = run.isOver && isEmpty;
    this.#tail.item.dataset.state = state;
    if (this.#tail.text.textContent !== rest) {
      const skipped = run.text(0, run.certain).split('\n').length - 1 + /^\n*/.exec(visible(run.text(run.certain, run.length)))[0].length;
      this.#tail.text.textContent = rest;
      this.#tail.numbers.textContent = Array.from({ length: rest.replace(/\n$/, '').split('\n').length }, (_, line) => skipped + 1 + line).join('\n');
    }
    if (this.#tail.said !== said) this.#tail.note.textContent = this.#tail.said = said;
  }

  #remains() {
    if (this.#run.ended?.ending === 'complete') return this.#run.error ? 'never ran' : '';
    return 'cut off';
  }

  /** One line for who cannot see the rows. */
  static describe(run) {
    const done = run.statements.filter(statement => statement?.state === 'done').length;
    return `${count(run.statements.length, 'statement')}, ${done} done`;
  }
}
