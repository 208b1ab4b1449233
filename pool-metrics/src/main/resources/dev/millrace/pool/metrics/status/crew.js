// The workers with their lanes, and who took from whom.

import { at, badge, bar, el, keyed, orNone, row, svg, text } from './dom.js';
import { NOTHING, count, duration, lower, plural } from './words.js';

const DOES = {
  RUNNING: ['work', '▶ runs a job'],
  WAITING: ['warn', '◷ waits in a job'],
  STUCK: ['bad', '■ stuck'],
  SEARCHING: ['quiet', '○ looks for work'],
  SLEEPING: ['quiet', '– sleeps'],
};

export function crew({ crew: workers, crewSize, workers: counts }) {
  const table = at('crew');
  orNone(table, workers.length === 0);
  const left = crewSize - workers.length;
  text(at('crew-tally'), left > 0 ? `first ${workers.length} of ${count(crewSize)}` : `${count(counts.searching)} looking, ${count(counts.sleeping)} asleep`);
  const longest = Math.max(1, ...workers.map(worker => worker.lane));
  keyed(table.tBodies[0], workers, worker => worker.number, newWorker, (line, worker) => {
    const [number, does, age, lane, held, started] = line.cells;
    text(number, worker.number);
    const [tone, words] = DOES[worker.activity] ?? ['quiet', lower(worker.activity)];
    badge(does.firstElementChild, tone, words);
    text(does.lastElementChild, worker.thread);
    text(age, worker.runningForNanos > 0 ? duration(worker.runningForNanos) : NOTHING);
    bar(lane.querySelector('.bar'), worker.lane / longest);
    text(lane.querySelector('b'), count(worker.lane));
    text(held, count(worker.held));
    text(started, count(worker.started));
  });
}

function newWorker() {
  const line = row(['n', '', 'n', '', 'n', 'n']);
  line.cells[1].append(el('span'), el('span', { class: 'thread' }));
  line.cells[3].append(el('div', { class: 'lane' }, el('div', { class: 'bar' }, el('i')), el('b')));
  return line;
}

const LABELS = 26;

export function steals({ steals: counts }) {
  const host = at('steals');
  orNone(host, counts.length === 0);
  const known = JSON.stringify(counts);
  if (host.dataset.drawn === known) return;
  host.dataset.drawn = known;
  if (counts.length === 0) {
    host.replaceChildren();
    return;
  }
  const size = 1 + Math.max(...counts.flatMap(({ thief, victim }) => [thief, victim]));
  const most = Math.max(...counts.map(({ elements }) => elements));
  const cell = size > 24 ? 9 : 16;
  const side = LABELS + size * cell;
  const leaders = [...counts].sort((one, other) => other.elements - one.elements).slice(0, 3).map(said);
  const picture = svg('svg', { viewBox: `0 0 ${side + 60} ${side}`, width: side + 60, height: side, role: 'img', 'aria-label': `Steals, thieves down and victims across. Most: ${leaders.join('; ')}` });
  picture.append(svg('rect', { class: 'cell-ground', x: LABELS, y: LABELS, width: size * cell, height: size * cell }));
  const step = Math.ceil(size / 16);
  for (let number = 0; number < size; number += step) {
    const middle = LABELS + number * cell + cell / 2;
    picture.append(
      text(svg('text', { x: middle, y: LABELS - 5, 'text-anchor': 'middle' }), number),
      text(svg('text', { x: LABELS - 5, y: middle + 3.5, 'text-anchor': 'end' }), number),
    );
  }
  for (const each of counts) {
    const square = svg('rect', { x: LABELS + each.victim * cell + 1, y: LABELS + each.thief * cell + 1, width: cell - 2, height: cell - 2, 'fill-opacity': (0.15 + 0.85 * Math.sqrt(each.elements / most)).toFixed(2) });
    square.append(text(svg('title'), said(each)));
    picture.append(square);
  }
  picture.append(text(svg('text', { x: 0, y: LABELS - 5 }), '↓ ←'));
  host.replaceChildren(picture, text(el('figcaption'), `Down: who took; across: from whom; the stronger, the more. Most: ${leaders.join('; ')}.`));
}

const said = ({ thief, victim, steals: times, elements }) => `${thief} took ${count(elements)} from ${victim} in ${plural(times, 'steal', 'steals')}`;
