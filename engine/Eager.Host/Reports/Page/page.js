'use strict';
(() => {
  const stage = document.querySelector('.stage');
  const svg = stage.querySelector('svg');
  const view = svg.viewBox.baseVal;
  const [fullWidth, height] = [view.width, view.height];
  const [left, right, end] = ['left', 'right', 'end'].map(name => Number(svg.dataset[name]));
  const axis = svg.querySelector('.axis');
  const labels = svg.querySelector('.labels');
  const namespace = 'http://www.w3.org/2000/svg';
  // Pixels; beyond that browsers lay out wrongly.
  const widest = 4e6;
  let zoom = 1;

  // The hover texts are the titles of the shapes, so that the picture has them without a script too.
  const hover = document.getElementById('hover');
  const texts = new Map();
  for (const title of svg.querySelectorAll('title')) {
    texts.set(title.parentNode, title.textContent);
    title.remove();
  }

  const place = event => {
    const box = hover.getBoundingClientRect();
    const x = Math.min(event.clientX + 14, innerWidth - box.width - 8);
    const below = event.clientY + 18;
    const y = below + box.height > innerHeight - 8 ? event.clientY - box.height - 12 : below;
    hover.style.transform = `translate(${Math.max(8, x)}px, ${Math.max(8, y)}px)`;
  };

  const light = statement => {
    for (const lit of document.querySelectorAll('.lit')) lit.classList.remove('lit');
    if (statement === undefined) return;
    for (const one of document.querySelectorAll(`[data-statement="${statement}"]`)) one.classList.add('lit');
  };

  svg.addEventListener('pointermove', event => {
    const text = texts.get(event.target);
    hover.hidden = text === undefined;
    if (text === undefined) return light();
    const cut = text.indexOf('\n');
    hover.firstChild.textContent = cut < 0 ? text : text.slice(0, cut);
    hover.lastChild.textContent = cut < 0 ? '' : text.slice(cut + 1);
    place(event);
    light(event.target.dataset.statement);
  });
  svg.addEventListener('pointerleave', () => { hover.hidden = true; light(); });
  svg.addEventListener('click', event => {
    const row = document.getElementById(`statement-${event.target.dataset.statement}`);
    if (row) row.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  });
  for (const row of document.querySelectorAll('tr[data-statement]')) {
    row.addEventListener('pointerenter', () => light(row.dataset.statement));
    row.addEventListener('pointerleave', () => light());
  }

  const scale = () => (fullWidth - left - right) * zoom / end;
  const x = ms => left + ms * scale();

  const ticks = () => {
    // As many as there are in the whole picture for each width of it.
    const rough = end / zoom / 12;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(factor => factor * power).find(one => one >= rough);
    const [top, bottom] = [Number(axis.dataset.top), Number(axis.dataset.bottom)];
    axis.replaceChildren();
    for (let tick = 0; tick * step <= end; tick++) {
      const line = document.createElementNS(namespace, 'line');
      const text = document.createElementNS(namespace, 'text');
      line.setAttribute('class', 'grid');
      for (const [name, value] of [['x1', x(tick * step)], ['x2', x(tick * step)], ['y1', top], ['y2', bottom]]) line.setAttribute(name, value);
      text.setAttribute('class', 'tick');
      text.setAttribute('x', x(tick * step));
      text.setAttribute('y', top - 6);
      text.textContent = step < 10 ? `${Number((tick * step).toFixed(3))} ms` : `${Number((tick * step / 1000).toFixed(3))} s`;
      axis.append(line, text);
    }
  };

  const draw = () => {
    const width = left + right + (fullWidth - left - right) * zoom;
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.style.width = zoom === 1 ? '' : `${width / fullWidth * Math.max(stage.clientWidth, 860)}px`;
    for (const bar of svg.querySelectorAll('[data-from]')) {
      bar.setAttribute('x', x(Number(bar.dataset.from)));
      bar.setAttribute('width', Math.max(1.5, (bar.dataset.to - bar.dataset.from) * scale()));
    }
    for (const mark of svg.querySelectorAll('[data-at]')) {
      const at = x(Number(mark.dataset.at));
      for (const name of mark.tagName === 'circle' ? ['cx'] : ['x1', 'x2']) mark.setAttribute(name, at);
    }
    for (const group of svg.querySelectorAll('.stretch')) group.setAttribute('transform', `translate(${left} 0) scale(${scale()} 1)`);
    ticks();
    pin();
  };

  const perPixel = () => svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
  const pin = () => labels.setAttribute('transform', `translate(${stage.scrollLeft * perPixel()} 0)`);
  stage.addEventListener('scroll', pin);

  // Keeps the moment at the given place of the stage where it is.
  const zoomTo = (wanted, at) => {
    const place = at ?? stage.clientWidth / 2;
    const moment = ((stage.scrollLeft + place) * perPixel() - left) / scale();
    zoom = Math.min(widest / stage.clientWidth, Math.max(1, wanted));
    draw();
    stage.scrollLeft = x(moment) / perPixel() - place;
    pin();
  };

  const moments = () => {
    const nel = Math.max(...[...svg.querySelectorAll('.nel:not(.predicted)')].slice(0, 1).map(bar => bar.dataset.to - bar.dataset.from), 1);
    zoomTo(end / Math.max(20, nel * 8));
    const last = svg.querySelector('.last-token');
    stage.scrollLeft = x(Number(last.dataset.at)) / perPixel() - stage.clientWidth / 2;
    pin();
  };

  const acts = { fit: () => zoomTo(1), in: () => zoomTo(zoom * 2), out: () => zoomTo(zoom / 2), tail: moments };
  const buttons = document.querySelector('.zoom');
  buttons.hidden = false;
  buttons.addEventListener('click', event => acts[event.target.dataset.zoom]?.());
  stage.addEventListener('wheel', event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomTo(zoom * 1.2 ** Math.sign(-event.deltaY), event.clientX - stage.getBoundingClientRect().left);
  }, { passive: false });
  stage.addEventListener('keydown', event => {
    const act = { '+': acts.in, '=': acts.in, '-': acts.out, 0: acts.fit }[event.key];
    if (act && !event.ctrlKey && !event.metaKey) act();
  });
})();
