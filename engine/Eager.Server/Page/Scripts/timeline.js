// The timeline of one execution, drawn as the reports draw recorded runs: arrivals, batches, executions with holds, output, NEL.

import { duration, lines, moment, start, visible } from './text.js';

const namespace = 'http://www.w3.org/2000/svg';
const [width, left, right, gap, top] = [1120, 76, 30, 8, 34];
const [mostTicks, mostShapes, batchRows, hairline] = [12, 1500, 3, 1.5];
const rows = [['tokens', 34], ['batches', 13], ['runs', 24], ['output', 9], ['NEL', 9]];

const shape = (parent, name, attributes, title) => {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === 'number' ? Number(value.toFixed(3)) : value);
  if (title) shape(made, 'title', {}).textContent = title;
  parent.append(made);
  return made;
};

const text = (parent, x, y, className, content) => { shape(parent, 'text', { x, y, class: className }).textContent = content; };

export class Timeline {
  #svg;

  constructor(svg) {
    this.#svg = svg;
    const bottom = rows.reduce((y, [, height]) => y + height + gap, top) + 4;
    svg.setAttribute('viewBox', `0 0 ${width} ${bottom}`);
  }

  draw(run) {
    const picture = document.createElementNS(namespace, 'g');
    const end = Math.max(run.now, 1);
    const scale = (width - left - right) / end;
    const x = at => left + at * scale;
    const bar = (from, to, y, height, className, title, statement) => shape(picture, 'rect', {
      x: x(from), y, width: Math.max(hairline, (to - from) * scale), height, rx: 1.5, class: className,
      ...(statement === undefined ? {} : { 'data-statement': statement }),
    }, title);
    const at = this.#axis(picture, end, x);
    this.#tokens(run, picture, x, at.tokens);
    this.#batches(run, bar, at.batches);
    this.#runs(run, bar, at.runs);
    for (const output of run.outputs.slice(-mostShapes))
      shape(picture, 'circle', { cx: x(output.at), cy: at.output + 5, r: 2.8, class: output.isError ? 'output bad' : 'output' }, `${output.isError ? 'standard error' : 'output'} at ${moment(output.at)}`);
    const generation = run.generation;
    if (generation !== null) {
      bar(generation, run.now, at.NEL, 9, run.isOver ? 'nel' : 'nel predicted', `NEL ${duration(run.now - generation)}`);
      shape(picture, 'line', { x1: x(generation), x2: x(generation), y1: top - 2, y2: at.NEL + 9, class: 'last-token' });
    }
    this.#svg.setAttribute('aria-label', this.#describe(run));
    this.#svg.replaceChildren(picture);
  }

  #axis(picture, end, x) {
    const rough = end / mostTicks;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(factor => factor * power).find(one => one >= rough);
    const at = {};
    let y = top;
    for (const [name, height] of rows) {
      at[name] = y;
      text(picture, left - 12, y + height / 2 + 4, 'row', name);
      y += height + gap;
    }
    for (let tick = 0; tick * step <= end * (1 + 1e-9); tick++) {
      shape(picture, 'line', { x1: x(tick * step), x2: x(tick * step), y1: top - 12, y2: y, class: 'grid' });
      text(picture, x(tick * step), top - 18, 'tick', step < 10 ? `${Number((tick * step).toFixed(3))} ms` : `${Number((tick * step / 1000).toFixed(3))} s`);
    }
    return at;
  }

  #tokens(run, picture, x, y) {
    const whole = Math.max(1, run.length);
    const place = bytes => y + 34 - Math.min(1, bytes / whole) * 34;
    const every = Math.ceil(run.arrivals.length / mostShapes);
    const points = run.arrivals.filter((_, i) => i % every === 0 || i === run.arrivals.length - 1).map(({ at, end }) => [at, end]);
    points.push([run.generation ?? run.now, run.length]);
    const curve = points.map(([at, end]) => `${x(at).toFixed(2)},${place(end).toFixed(2)}`);
    shape(picture, 'polygon', { class: 'arrived', points: `${left},${y + 34} ${curve.join(' ')} ${x(points.at(-1)[0]).toFixed(2)},${y + 34}` });
    for (const one of run.statements.slice(-mostShapes))
      if (one) shape(picture, 'circle', { cx: x(one.releasedAt), cy: place(one.position), r: 2.6, class: 'released', 'data-statement': one.index }, `${lines(one)}: certain at ${moment(one.releasedAt)}`);
  }

  /** Batches that overlap lie beneath each other, as far as there is room. */
  #batches(run, bar, y) {
    const free = new Array(batchRows).fill(0);
    for (const batch of run.batches.slice(-mostShapes)) {
      if (!batch) continue;
      const to = batch.to ?? run.now;
      const row = Math.max(0, free.findIndex(until => until <= batch.from));
      free[row] = to;
      bar(batch.from, to, y + row * 4.5, 3.5, 'batch', `batch at ${moment(batch.from)}`);
    }
  }

  #runs(run, bar, y) {
    for (const one of run.statements.slice(-mostShapes)) {
      if (!one) continue;
      const title = () => start(visible(run.text(one.codeStart, one.codeEnd)), 400);
      if (one.startedAt !== undefined)
        bar(one.startedAt, one.finishedAt, y, 24, one.state === 'failed' ? 'run bad' : 'run', `${lines(one)}: ${duration(one.finishedAt - one.startedAt)}\n${title()}`, one.index);
      else if (one.state === 'running' || one.state === 'held')
        bar(one.guessedStart, run.now, y, 24, 'run predicted', `${lines(one)} ${one.state === 'held' ? 'is held' : 'runs'}\n${title()}`, one.index);
    }
    for (const hold of run.holds)
      bar(hold.from, hold.to ?? run.now, y + 17, 7, 'held', `held: ${visible(hold.what)}`, hold.statement ?? undefined);
  }

  #describe(run) {
    const end = run.isOver ? 'ended' : 'goes on';
    const held = run.holds.length ? `, ${run.holds.length} held` : '';
    return `Timeline: ${run.statements.length} statements${held}; ${end} at ${moment(run.now)}. The table below holds the same.`;
  }
}
