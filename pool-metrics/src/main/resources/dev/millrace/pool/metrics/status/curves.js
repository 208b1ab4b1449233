// Curves over the last ten minutes. All four share the samples and the pointer.

import { at, el, keyed, svg, text } from './dom.js';
import { NOTHING, clock, count, duration, rate, short } from './words.js';

const MOST_SAMPLES = 600;
const LEAST_SPAN_MILLIS = 60000;
const HEIGHT = 150;
const EDGE = { left: 46, right: 8, top: 8, bottom: 18 };

const PLOTS = [
  { id: 'curve-size', say: count, whole: true, lines: [['busy', 'busy', 'a', 'area'], ['size', 'there', 'b'], ['stuck', 'stuck', 'c']] },
  { id: 'curve-depth', say: count, whole: true, lines: [['depth', 'waiting', 'a', 'area']] },
  { id: 'curve-rate', say: rate, lines: [['completed', 'completed', 'a', 'area'], ['failed', 'failed', 'c'], ['refused', 'refused', 'd'], ['unrun', 'never run', 'b']] },
  { id: 'curve-times', say: duration, log: true, lines: [['p99', 'total p99', 'a'], ['p50', 'total p50', 'b'], ['waitP99', 'wait p99', 'd']] },
];

export class Curves {
  constructor() {
    this.columns = { at: [] };
    this.marks = [];
    this.plots = PLOTS.map(plot => new Plot(plot, index => this.point(index)));
    addEventListener('resize', () => this.paint());
  }

  replace(columns) {
    this.columns = columns;
  }

  append(sample) {
    const times = this.columns.at;
    if (sample.at === undefined || sample.at <= (times.at(-1) ?? 0)) return;
    for (const [name, column] of Object.entries(this.columns)) {
      column.push(sample[name] ?? null);
      if (column.length > MOST_SAMPLES) column.shift();
    }
  }

  draw(snapshot) {
    this.marks = snapshot.decisions.filter(decision => decision.from !== decision.to).map(decision => decision.at);
    this.paint();
  }

  paint() {
    for (const plot of this.plots) plot.paint(this.columns, this.marks);
  }

  point(index) {
    for (const plot of this.plots) plot.point(index);
  }
}

class Plot {
  constructor(plot, onPoint) {
    Object.assign(this, plot);
    const host = at(plot.id);
    this.title = host.querySelector('h2').textContent;
    this.legend = host.querySelector('figcaption').appendChild(el('ul', { class: 'legend' }));
    this.picture = host.appendChild(svg('svg', { class: 'plot', role: 'img' }));
    this.picture.addEventListener('pointermove', event => onPoint(this.indexAt(event)));
    this.picture.addEventListener('pointerleave', () => onPoint(undefined));
  }

  paint(columns, marks) {
    this.columns = columns;
    const width = Math.max(200, this.picture.clientWidth);
    const times = columns.at;
    const last = times.at(-1) ?? Date.now();
    const first = Math.min(times[0] ?? last, last - LEAST_SPAN_MILLIS);
    this.x = time => EDGE.left + ((time - first) / (last - first)) * (width - EDGE.left - EDGE.right);
    const scale = this.scale();
    const shapes = [...this.grid(scale, width, first, last)];
    if (this.id === 'curve-size') {
      shapes.push(...marks.filter(time => time >= first).map(time => upright('mark', this.x(time))));
    }
    for (const [column, , ink, area] of this.lines) {
      const parts = this.parts(columns[column] ?? [], scale.y);
      if (area) shapes.push(...parts.map(part => svg('path', { class: 'area', d: closed(part) })));
      shapes.push(svg('path', { class: `line ink-${ink}`, d: parts.map(open).join('') }));
    }
    this.picture.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    this.picture.setAttribute('aria-label', this.summary());
    this.picture.replaceChildren(...shapes);
    this.point(this.pointed);
  }

  /** From 0, or in powers of ten where the least and the largest lie far apart. */
  scale() {
    const values = this.lines.flatMap(([column]) => this.columns[column] ?? []).filter(value => value !== null && value > 0);
    const most = Math.max(...values, this.log ? 1e3 : this.whole ? 4 : 1);
    const room = HEIGHT - EDGE.top - EDGE.bottom;
    if (this.log) {
      const low = Math.floor(Math.log10(Math.min(...values, most)));
      const high = Math.max(Math.ceil(Math.log10(most)), low + 1);
      const step = Math.ceil((high - low) / 3);
      const ticks = [];
      for (let power = low; power <= high; power += step) ticks.push(10 ** power);
      return { ticks, y: value => HEIGHT - EDGE.bottom - ((Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)) * room };
    }
    const step = roundStep(most / 3, this.whole);
    const top = Math.ceil(most / step) * step;
    const ticks = [];
    for (let tick = 0; tick <= top; tick += step) ticks.push(tick);
    return { ticks, y: value => HEIGHT - EDGE.bottom - (value / top) * room };
  }

  *grid({ ticks, y }, width, first, last) {
    for (const tick of ticks) {
      yield svg('line', { class: 'grid', x1: EDGE.left, x2: width - EDGE.right, y1: y(tick), y2: y(tick) });
      yield text(svg('text', { x: EDGE.left - 6, y: y(tick) + 3.5, 'text-anchor': 'end' }), this.log ? tickTime(tick) : short(tick));
    }
    yield text(svg('text', { x: EDGE.left, y: HEIGHT - 4 }), `${duration((last - first) * 1e6)} ago`);
    yield text(svg('text', { x: width - EDGE.right, y: HEIGHT - 4, 'text-anchor': 'end' }), clock(last));
  }

  /** The stretches between the seconds in which there was nothing to see; a second alone is a short stroke. */
  parts(values, y) {
    const parts = [];
    let part = [];
    values.forEach((value, index) => {
      if (value !== null) part.push([this.x(this.columns.at[index]), y(value)]);
      if ((value === null || index === values.length - 1) && part.length) {
        if (part.length === 1) part.unshift([part[0][0] - 2, part[0][1]]);
        parts.push(part);
        part = [];
      }
    });
    return parts;
  }

  indexAt(event) {
    const place = event.clientX - this.picture.getBoundingClientRect().left;
    const times = this.columns?.at ?? [];
    let best;
    times.forEach((time, index) => {
      if (best === undefined || Math.abs(this.x(time) - place) < Math.abs(this.x(times[best]) - place)) best = index;
    });
    return best;
  }

  /** Says the values of one moment, or of now. */
  point(index) {
    this.pointed = index;
    const times = this.columns?.at ?? [];
    const shown = index ?? times.length - 1;
    keyed(
      this.legend,
      this.lines,
      ([column]) => column,
      ([, , ink]) => el('li', {}, swatch(ink), el('span'), ' ', el('b')),
      (item, [column, name]) => {
        text(item.children[1], name);
        text(item.children[2], times.length ? this.say(this.columns[column]?.[shown] ?? undefined) : NOTHING);
      },
    );
    this.picture.querySelector('.cross')?.remove();
    if (index !== undefined && times[index] !== undefined) this.picture.append(upright('cross', this.x(times[index])));
  }

  summary() {
    const last = this.columns.at.length - 1;
    const said = this.lines.map(([column, name]) => {
      const values = (this.columns[column] ?? []).filter(value => value !== null);
      return `${name} now ${this.say(this.columns[column]?.[last] ?? undefined)}, at most ${values.length ? this.say(Math.max(...values)) : NOTHING}`;
    });
    return `${this.title} over the last minutes: ${said.join('; ')}`;
  }
}

const open = part => `M${part.map(point).join('L')}`;
const closed = part => `${open(part)}L${point([part.at(-1)[0], HEIGHT - EDGE.bottom])}L${point([part[0][0], HEIGHT - EDGE.bottom])}Z`;
const point = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
const tickTime = nanos => duration(nanos).replace(/\.0+ /, ' ');
const upright = (kind, x) => svg('line', { class: kind, x1: x, x2: x, y1: EDGE.top, y2: HEIGHT - EDGE.bottom });
const swatch = ink => svg('svg', { viewBox: '0 0 20 8', 'aria-hidden': 'true' }, svg('line', { class: `line ink-${ink}`, x1: 0, x2: 20, y1: 4, y2: 4 }));

function roundStep(least, whole) {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= least);
  return whole ? Math.max(1, Math.round(step)) : step;
}
