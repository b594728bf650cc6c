// A small editor whose lines are sent as they are finished.

import { post } from './api.js';
import { count } from './text.js';
import { Writer } from './writer.js';

const example = `# Runs while the rest still arrives.
import sys
import time

def slow_square(number):
    time.sleep(0.25)
    return number * number

total = 0
for number in range(1, 5):
    total += slow_square(number)
    print(f"{number} squared, total {total}")

print("This goes to standard error.", file=sys.stderr)

bars = "".join(
    f'<rect x="{20 + 60 * i}" y="{120 - 6 * i * i}" width="40" height="{6 * i * i}" fill="#2e8b62"/>'
    for i in range(1, 5)
)

class Picture:
    def _repr_svg_(self):
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="130">{bars}</svg>'

time.sleep(0.5)
print("done")
Picture()
`;

export class Composer {
  #form;
  #text;
  #writer = null;
  #starting = null;
  #opened;
  #failed;
  #session = null;
  #isBeside = false;
  #isOccupied = false;

  /**
   * @param {HTMLFormElement} form The editor.
   * @param {{opened: (session: string, execution: string) => void, failed: (error: Error) => void}} to Hears of new executions and of refusals.
   */
  constructor(form, { opened, failed }) {
    this.#form = form;
    this.#text = form.elements.code;
    this.#opened = opened;
    this.#failed = failed;
    form.addEventListener('submit', event => { event.preventDefault(); this.#submit(); });
    form.elements.pace.addEventListener('change', () => { if (this.#writer) this.#writer.pace = Number(form.elements.pace.value); });
    form.elements.language.addEventListener('change', () => this.#update());
    this.#text.addEventListener('input', () => this.#sendLines());
    this.#text.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.requestSubmit();
    });
    form.elements.example.addEventListener('click', () => this.#fillExample());
    this.#update();
  }

  /** Session and execution that this page writes; null where it writes none. */
  get place() { return this.#writer?.isOpen ? this.#writer.place : null; }

  /**
   * New programs run in that session; null for a session of their own.
   * @param {string | null} session The session.
   * @param {{isBeside: boolean, isOccupied: boolean}} how Whether an execution is shown, which wants the room; whether a program can begin only later.
   */
  use(session, { isBeside, isOccupied }) {
    this.#text.rows = isBeside ? 3 : 9;
    this.#isBeside = isBeside;
    this.#isOccupied = isOccupied;
    this.#session = session;
    this.#update();
  }

  /** The execution wants no more code. */
  closed(execution) {
    if (this.#writer?.place.execution === execution) this.#writer.stop();
  }

  #fillExample() {
    this.#form.elements.language.value = 'python';
    this.#form.elements.pace.value = '50';
    this.#form.elements.live.checked = false;
    this.#text.value = example;
    this.#text.focus();
    this.#text.setSelectionRange(0, 0);
    this.#text.scrollTop = 0;
  }

  async #submit() {
    if (this.#isOccupied) return;
    if (!this.#writer?.isOpen && this.#text.value.trim() === '') {
      this.#text.focus();
      return;
    }
    const writer = await this.#openWriter();
    if (!writer) return;
    writer.push(this.#text.value, true);
    this.#text.value = '';
  }

  /** Finished lines go; the one that is being written stays. */
  async #sendLines() {
    if (this.#isOccupied || !this.#form.elements.live.checked) return;
    if (this.#text.value.lastIndexOf('\n') < 0 || this.#text.value.trim() === '') return;
    const writer = await this.#openWriter();
    if (!writer) return;
    const end = this.#text.value.lastIndexOf('\n') + 1;
    const [caret, text] = [this.#text.selectionStart, this.#text.value];
    if (end === 0) return;
    this.#text.value = text.slice(end);
    this.#text.setSelectionRange(Math.max(0, caret - end), Math.max(0, caret - end));
    writer.push(text.slice(0, end));
  }

  async #openWriter() {
    if (this.#writer?.isOpen) return this.#writer;
    this.#starting ??= this.#open().finally(() => { this.#starting = null; this.#update(); });
    this.#update();
    try {
      return await this.#starting;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  async #open() {
    const { language, effects, pace } = this.#form.elements;
    let session = this.#session;
    if (session === null) {
      const asked = { language: language.value, ...(effects.value ? { effects: effects.value } : {}) };
      session = (await (await post('/v1/sessions', asked)).json()).id;
    }
    const execution = await (await post(`/v1/sessions/${session}/executions`, { display: true })).json();
    const writer = new Writer(`/v1/sessions/${session}/executions/${execution.id}`, () => this.#update());
    writer.place = { session, execution: execution.id };
    writer.pace = Number(pace.value);
    this.#writer = writer;
    this.#session = session;
    this.#opened(session, execution.id);
    return writer;
  }

  #update() {
    const { elements } = this.#form;
    const isOpen = this.#writer?.isOpen ?? false;
    const ofSession = this.#session !== null;
    elements.run.textContent = isOpen ? 'Send the rest and end' : 'Run';
    this.#form.querySelector('h2').textContent = isOpen ? 'Program, being written' : this.#isBeside ? 'Next program' : 'Program';
    // Not disabled, which would take the focus away.
    elements.run.setAttribute('aria-disabled', this.#starting !== null || this.#isOccupied);
    elements.language.disabled = ofSession;
    elements.effects.disabled = ofSession || elements.language.value === 'csharp';
    elements.example.hidden = isOpen;
    this.#form.querySelector('.waiting').textContent = isOpen && this.#writer.waiting > 0 ? `${count(this.#writer.waiting, 'character')} to send` : '';
  }
}
