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
    this.#tail = this.#row('arriving');
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
    const row = this.#row('released');
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
    const { start, end, codeStart, line } = statement;
    if (this.#run.length < end) return;
    row.length = end - start;
    // Comments belong to the statement behind them; blank lines around it say nothing.
    const before = this.#run.text(start, codeStart).split('\n').length - 1;
    const whole = visible(this.#run.text(start, Math.min(end, start + longestText))).trimEnd();
    const blank = /^\n*/.exec(whole)[0].length;
    this.#number(row, whole.slice(blank), line - before + blank);
  }

  #number(row, code, first) {
    row.text.textContent = code;
    row.numbers.textContent = Array.from({ length: code.split('\n').length }, (_, at) => first + at).join('\n');
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
    const rest = visible(run.text(run.certain, run.certain + longestText));
    const blank = /^\n*/.exec(rest)[0].length;
    const isEmpty = rest.trim() === '';
    const said = run.isOver ? this.#remains() : run.length === 0 ? 'waits for code' : 'arriving';
    this.#tail.item.hidden = isEmpty && (run.isOver || run.ended !== null);
    this.#tail.item.dataset.state = run.isOver && said !== '' ? 'never' : 'arriving';
    if (this.#tail.rest !== rest) {
      this.#tail.rest = rest;
      this.#number(this.#tail, rest.slice(blank).replace(/\n$/, ''), run.text(0, run.certain).split('\n').length + blank);
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
