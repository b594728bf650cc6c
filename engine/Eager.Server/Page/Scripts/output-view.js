// What the program wrote, standard output and standard error apart, and what it showed.

import { figure } from './figures.js';
import { visible } from './text.js';

export class OutputView {
  #streams;
  #figures;
  #run;
  #shown;

  constructor({ stdout, stderr, figures }) {
    this.#streams = { stdout, stderr };
    this.#figures = figures;
  }

  show(run) {
    this.#run = run;
    this.#shown = { stdout: 0, stderr: 0, figures: 0 };
    for (const stream of Object.values(this.#streams)) stream.textContent = '';
    this.#figures.replaceChildren();
    this.update();
  }

  update() {
    for (const [name, element] of Object.entries(this.#streams)) this.#append(name, element);
    const { displays } = this.#run;
    for (; this.#shown.figures < displays.length; this.#shown.figures++)
      this.#figures.append(figure(displays[this.#shown.figures], this.#shown.figures + 1));
    this.#streams.stderr.closest('section').hidden = this.#run.output.stderr === '';
    this.#figures.closest('section').hidden = displays.length === 0;
  }

  #append(name, element) {
    const text = this.#run.output[name];
    const from = this.#shown[name];
    if (text.length === from) return;
    const follows = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    // A carriage return may have its newline still to come.
    const to = text.endsWith('\r') && !this.#run.isOver ? text.length - 1 : text.length;
    element.append(visible(text.slice(from, to)));
    this.#shown[name] = to;
    if (follows) element.scrollTop = element.scrollHeight;
  }
}
