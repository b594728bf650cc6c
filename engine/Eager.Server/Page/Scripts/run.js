// What an execution has come to, put together from its events and its code.

import { bytesOf } from './text.js';

/** States of a statement, as the page names them. */
export const states = {
  released: 'certain',
  sent: 'waiting',
  running: 'running',
  held: 'held',
  done: 'done',
  failed: 'failed',
  never: 'never ran',
};

const mostOutput = 512 * 1024;
const mostDisplays = 64;
const settled = new Set(['done', 'failed', 'never']);
const outcomes = { succeeded: 'done', exited: 'done', failed: 'failed', interrupted: 'failed', skipped: 'never' };

export class Run {
  statements = [];
  batches = [];
  holds = [];
  outputs = [];
  displays = [];
  arrivals = [{ at: 0, end: 0 }];
  output = { stdout: '', stderr: '' };
  opened = null;
  interrupt = null;
  ended = null;
  error = null;
  fault = null;
  summary = null;
  isOver = false;
  #code = new Uint8Array(4096);
  #length = 0;
  #first = 0;
  #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  #origin = Infinity;
  #last = 0;

  /** Milliseconds since the session opened: as the clock goes on, or where it ended. */
  get now() {
    return this.isOver || this.#origin === Infinity ? this.#last : Math.max(this.#last, performance.now() - this.#origin);
  }

  /** Bytes of code that are there. */
  get length() { return this.#length; }

  /** Where the last certain statement ends. */
  get certain() { return this.statements.at(-1)?.end ?? 0; }

  /** When the last of the code had arrived; null while it still arrives. */
  get generation() { return this.summary ? this.summary.t_gen_s * 1000 : this.ended?.at ?? null; }

  text(from, to) { return new TextDecoder().decode(this.#code.subarray(from, Math.min(to, this.#length))); }

  takeCode(piece) {
    const bytes = bytesOf(piece);
    if (piece.start !== this.#length) return;
    if (this.#length + bytes.length > this.#code.length) {
      const larger = new Uint8Array(2 * (this.#length + bytes.length));
      larger.set(this.#code.subarray(0, this.#length));
      this.#code = larger;
    }
    this.#code.set(bytes, this.#length);
    this.#length += bytes.length;
    this.arrivals.push({ at: piece.t_ms, end: this.#length });
    this.#reach(piece.t_ms);
  }

  take(event) {
    this.#reach(event.t_ms ?? this.#last);
    this.#takers[event.type]?.(event);
    this.#mark();
  }

  #takers = {
    'session.opened': event => { this.opened = event; },
    'statement.released': event => {
      this.statements[event.index] = {
        index: event.index, start: event.start, end: event.end, codeStart: event.code_start, codeEnd: event.code_end,
        line: event.line, endLine: event.end_line, releasedAt: event.t_ms, position: event.released_at, state: 'released', heldFor: 0,
      };
    },
    'batch.dispatched': event => {
      this.batches[event.batch] = { from: event.t_ms, to: null, statements: event.statements };
      for (const index of event.statements) Object.assign(this.statements[index], { state: 'sent', sentAt: event.t_ms });
    },
    'batch.finished': event => {
      const batch = this.batches[event.batch];
      if (batch) batch.to = event.t_ms;
      for (const { index, outcome, started_ms, finished_ms } of event.statements) {
        const statement = this.statements[index];
        statement.state = outcomes[outcome] ?? 'done';
        statement.outcome = outcome;
        if (outcome !== 'skipped') Object.assign(statement, { startedAt: started_ms, finishedAt: finished_ms });
      }
    },
    output: event => {
      this.#write(event);
      this.outputs.push({ at: event.t_ms, isError: event.stream === 'stderr' });
    },
    display: event => { this.#show(event); },
    result: event => { this.#show(event); },
    'statement.held': event => { this.holds.push({ statement: event.statement, from: event.held_ms, to: null, kind: event.class, what: event.what }); },
    'statement.resumed': event => {
      const hold = this.holds.at(-1);
      if (!hold) return;
      hold.to = event.resumed_ms;
      const statement = this.statements[event.statement];
      if (statement) statement.heldFor += hold.to - hold.from;
    },
    error: event => { this.error = event.error; },
    'generation.interrupt': event => { this.interrupt = event.reason; },
    'stream.ended': event => { this.ended = { at: event.t_ms, ending: event.ending, cutOff: event.cut_off ?? null }; },
    'session.completed': event => {
      this.summary = event.summary;
      this.fault = event.summary.error?.fault ?? null;
      this.#end();
    },
    'execution.faulted': event => {
      this.fault = event.fault;
      this.#end();
    },
  };

  #show(event) { if (this.displays.length < mostDisplays) this.displays.push(event.data); }

  /** The beginning of what a program wrote is kept, as the server keeps it. */
  #write(event) {
    const written = this.output[event.stream];
    if (written.length >= mostOutput) return;
    const whole = written + this.#decoders[event.stream].decode(bytesOf(event), { stream: true });
    this.output[event.stream] = whole.length < mostOutput ? whole : `${whole.slice(0, mostOutput)}\n\u2026 the rest is left out \u2026\n`;
  }

  #end() {
    this.isOver = true;
    for (const statement of this.statements)
      if (statement && statement.state !== 'done' && statement.state !== 'failed') statement.state = 'never';
    for (const hold of this.holds) hold.to ??= this.#last;
    for (const batch of this.batches) if (batch) batch.to ??= this.#last;
  }

  /** The worker runs in order: what was sent first and has not ended is running, or held. */
  #mark() {
    if (this.isOver) return;
    while (settled.has(this.statements[this.#first]?.state)) this.#first++;
    const first = this.statements[this.#first];
    if (!first || first.state === 'released') return;
    const hold = this.holds.at(-1);
    first.state = hold && hold.to === null && (hold.statement ?? first.index) === first.index ? 'held' : 'running';
    first.guessedStart ??= Math.max(first.sentAt, this.statements[first.index - 1]?.finishedAt ?? 0);
  }

  #reach(at) {
    this.#last = Math.max(this.#last, at);
    this.#origin = Math.min(this.#origin, performance.now() - at);
  }
}
