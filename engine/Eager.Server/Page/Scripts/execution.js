// One execution on the page: follows its code and its events, and shows what they come to.

import { Problem, get } from './api.js';
import { CodeView } from './code-view.js';
import { follow } from './follow.js';
import { OutputView } from './output-view.js';
import { Run } from './run.js';
import { StatementTable } from './statement-table.js';
import { Timeline } from './timeline.js';
import { count, duration, element, visible } from './text.js';

const redrawPause = 100;
const mostRedrawPause = 1000;

export class ExecutionView {
  #parts;
  #code;
  #output;
  #timeline;
  #table;
  #run = null;
  #stop = null;
  #redraw = 0;
  #announce;
  #ended;
  #lost;

  /**
   * @param {(id: string) => HTMLElement} part Finds an element of the page.
   * @param {{announce: (text: string) => void, ended: (execution: string) => void, lost: (isLost: boolean) => void}} to
   */
  constructor(part, { announce, ended, lost }) {
    this.#parts = Object.fromEntries(['execution', 'facts', 'problem', 'error', 'interrupt', 'code-about', 'main'].map(id => [id, part(id)]));
    this.#code = new CodeView(part('code'));
    this.#output = new OutputView({ stdout: part('stdout'), stderr: part('stderr'), figures: part('figures') });
    this.#timeline = new Timeline(part('timeline'));
    this.#table = new StatementTable(part('statements'), index => this.#code.reveal(index));
    this.#announce = announce;
    this.#ended = ended;
    this.#lost = lost;
    part('timeline').addEventListener('click', event => this.#code.reveal(Number(event.target.dataset.statement)));
    part('timeline').addEventListener('pointermove', event => this.#code.light(Number(event.target.dataset.statement ?? -1)));
    part('timeline').addEventListener('pointerleave', () => this.#code.light(-1));
  }

  /** The table was opened. */
  refreshTable() { if (this.#run) this.#table.update(); }

  close() {
    this.#stop?.abort();
    this.#stop = null;
    clearTimeout(this.#redraw);
    this.#redraw = 0;
  }

  async open(session, execution) {
    this.close();
    const stop = this.#stop = new AbortController();
    const run = this.#run = new Run();
    this.#code.show(run);
    this.#output.show(run);
    this.#table.show(run);
    this.#parts.problem.hidden = this.#parts.error.hidden = true;
    this.#draw();
    const path = `/v1/sessions/${session}/executions/${execution}`;
    const how = { signal: stop.signal, lost: this.#lost };
    try {
      await Promise.all([
        follow(`${path}/code`, { ...how, take: piece => { run.takeCode(piece); this.#changed(); return true; } }),
        follow(`${path}/events`, { ...how, take: event => this.#take(run, event, execution) }),
      ]);
    } catch (error) {
      if (!stop.signal.aborted) await this.#explain(error, path, run);
    }
  }

  #take(run, event, execution) {
    run.take(event);
    this.#changed();
    if (event.type === 'session.opened') this.#announce('The program has begun.');
    if (event.type === 'statement.held') this.#announce(`Held until the program is whole: ${event.what}`);
    if (event.type === 'error') this.#announce(`The program failed: ${event.error.type}.`);
    if (run.isOver) {
      this.#announce(run.fault ? `The execution ended: ${run.fault}` : `The program is over, exit status ${run.summary.exit}.`);
      this.#ended(execution);
    } else if (run.interrupt) {
      this.#ended(execution);
    }
    return run.isOver;
  }

  /** Where the beginning is not kept any more, what the execution came to is. */
  async #explain(error, path, run) {
    const { problem } = this.#parts;
    problem.hidden = false;
    problem.textContent = error.message;
    if (!(error instanceof Problem) || error.kind !== 'events-gone') return;
    const result = await get(path);
    run.output.stdout = result.stdout;
    run.output.stderr = result.stderr;
    run.displays = result.displays;
    run.summary = result.summary;
    run.fault = result.fault;
    run.isOver = result.state === 'ended';
    this.#draw();
  }

  /** Draws soon; seldom where drawing takes long. */
  #changed() {
    if (this.#redraw) return;
    this.#redraw = setTimeout(() => {
      this.#redraw = 0;
      const began = performance.now();
      this.#draw();
      const took = performance.now() - began;
      if (this.#run.isOver || !this.#stop) return;
      this.#redraw = setTimeout(() => { this.#redraw = 0; this.#changed(); }, Math.min(mostRedrawPause, Math.max(redrawPause, 10 * took)));
    }, 16);
  }

  #draw() {
    const run = this.#run;
    this.#code.update();
    this.#output.update();
    this.#table.update();
    this.#timeline.draw(run);
    this.#drawFacts(run);
    this.#drawError(run);
    const { interrupt } = this.#parts;
    if (interrupt === document.activeElement && run.isOver) this.#parts.main.focus();
    interrupt.hidden = run.isOver || !run.opened;
    this.#parts['code-about'].textContent = CodeView.describe(run);
  }

  #drawFacts(run) {
    const { summary, generation } = run;
    const nel = generation === null ? null : run.now - generation;
    const state = run.isOver ? (run.fault ? 'broke off' : summary?.error ? 'failed' : 'over') : run.ended ? 'runs on' : run.opened ? 'takes code' : 'begins';
    const facts = [
      ['State', state, summary ? `exit status ${summary.exit}` : duration(run.now), ''],
      ['After the last token (NEL)', nel === null ? '–' : duration(nel), summary ? `no schedule below ${duration(summary.optimum_nel_s * 1000)}` : generation === null ? 'the code still arrives' : 'the program still runs', 'main'],
      ['First token to end (E2EL)', summary ? duration(summary.t_total_s * 1000) : duration(run.now), 'generation and execution', ''],
      ['First output', run.outputs.length ? duration(run.outputs[0].at) : '–', generation === null ? '' : `last token at ${duration(generation)}`, ''],
      ['Statements', String(run.statements.length), `${run.statements.filter(one => one?.state === 'done').length} done, ${count(run.batches.length, 'batch', 'batches')}`, ''],
    ];
    const cells = this.#parts.facts.children;
    facts.forEach(([name, value, note, className], at) => {
      const cell = cells[at] ?? this.#parts.facts.appendChild(this.#factCell(name, className));
      const [text, small] = cell.lastChild.childNodes;
      if (text.data !== value) text.data = value;
      if (small.textContent !== note) small.textContent = note;
    });
  }

  #factCell(name, className) {
    const cell = element('div', className);
    const value = element('dd');
    value.append(document.createTextNode(''), element('small'));
    cell.append(element('dt', '', name), value);
    return cell;
  }

  #drawError(run) {
    const { error } = this.#parts;
    const said = run.error ? `${run.error.type}: ${run.error.message}` : run.fault ?? '';
    error.hidden = said === '';
    if (error.hidden || error.dataset.said === said) return;
    error.dataset.said = said;
    const parts = [element('h3', '', visible(said))];
    if (run.error?.traceback) parts.push(element('pre', '', visible(run.error.traceback)));
    error.replaceChildren(...parts);
  }
}
