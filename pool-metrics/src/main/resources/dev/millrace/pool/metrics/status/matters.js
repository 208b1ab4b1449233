// What somebody on call wants to know first: what is wrong, how much is going on, which objectives hold, what is stuck.

import { at, badge, bar, el, keyed, orNone, row, text } from './dom.js';
import { NOTHING, clock, count, duration, goodShare, lower, percent, plural, rate, target } from './words.js';

const NEARLY_FULL = 0.8;
const MANY_FAIL = 0.01;

const HELD_MILLIS = 5000;

/** Warnings that have just been there, by what they say without its numbers: so that nothing flickers and the page does not jump. */
let held = new Map();
let heldOf;

const subject = ([, , words]) => words.replace(/[0-9][0-9,.]*( [kMGT])?/g, '#');

function hold(pool, found) {
  if (heldOf !== pool) held = new Map();
  heldOf = pool;
  const now = Date.now();
  for (const matter of found) held.set(subject(matter), { matter, until: now + (matter[0] === 'warn' ? HELD_MILLIS : 0) });
  for (const [key, { until }] of held) if (until < now) held.delete(key);
  const rest = [...held.values()].map(({ matter }) => matter).filter(matter => !found.includes(matter) && matter[0] === 'warn');
  return [...found, ...rest];
}

export function matters(snapshot) {
  const found = hold(snapshot.pool, [...wrong(snapshot)]);
  if (found.length === 0) found.push(['good', '', '✓ Nothing stands out', '']);
  keyed(
    at('matters'),
    found,
    subject,
    ([, , , card]) => el('li', {}, card ? el('a', { href: `#${card}` }) : el('span')),
    (item, [level, mark, words]) => {
      item.dataset.level = level;
      text(item.firstElementChild, mark ? `${mark} ${words}` : words);
    },
  );
  // A link within the page must not change the pool, which the address names after the '#'.
  for (const link of at('matters').querySelectorAll('a')) {
    link.onclick = event => {
      event.preventDefault();
      at(link.hash.slice(1)).scrollIntoView({ block: 'center' });
    };
  }
}

function* wrong({ state, paused, workers, depth, slos, sample, quarantine, stuckSize }) {
  if (state !== 'RUNNING') yield ['quiet', '', `The pool is ${lower(state)}`, ''];
  if (paused) yield ['warn', '‖', 'The pool is paused', ''];
  if (workers.crashLoop) yield ['bad', '✕', 'Workers die one after the other', ''];
  if (stuckSize > 0) yield ['bad', '■', `${plural(stuckSize, 'job is', 'jobs are')} stuck`, 'stuck-card'];
  for (const slo of slos) {
    if (slo.state === 'BREACHED') yield ['bad', '✕', `Objective ${slo.name} is breached${slo.shedding ? ', load is shed' : ''}`, 'slos-card'];
    if (slo.state === 'WARNING') yield ['warn', '▲', `Objective ${slo.name} is in danger`, 'slos-card'];
  }
  if (depth.total >= NEARLY_FULL * depth.capacity) yield ['warn', '▲', `The pool is ${percent(depth.total / depth.capacity)} full`, 'curve-depth'];
  if (depth.blockedProducers > 0) yield ['warn', '▲', `${plural(depth.blockedProducers, 'submitter waits', 'submitters wait')} for room`, 'curve-depth'];
  if (sample.refused > 0) yield ['warn', '▲', `Jobs are refused: ${rate(sample.refused)}`, 'curve-rate'];
  const failing = sample.failed / (sample.failed + sample.completed);
  if (failing > MANY_FAIL) yield ['warn', '▲', `${percent(failing)} of the jobs fail`, 'curve-rate'];
  if (quarantine.length > 0) yield ['warn', '▲', `${plural(quarantine.length, 'job is', 'jobs are')} in quarantine`, 'quarantine-card'];
}

export function tiles({ workers, depth, jobs, sample, latency }) {
  text(at('busy-sub'), `target ${count(workers.target)}, ${count(workers.min)} to ${count(workers.max)}${workers.spares ? `, ${plural(workers.spares, 'spare', 'spares')}` : ''}`);
  bar(at('busy-bar'), workers.busy / workers.live);
  const share = depth.total / depth.capacity;
  text(at('depth-sub'), `${percent(share, share < 0.1 ? 1 : 0)} of the room${depth.blockedProducers ? `, ${plural(depth.blockedProducers, 'submitter waits', 'submitters wait')}` : ''}`);
  bar(at('depth-bar'), share, share >= NEARLY_FULL ? 'bad' : '');
  text(at('completed-rate'), rate(sample.completed));
  text(at('completed-sub'), `${count(jobs.completed)} in all`);
  const recent = latency.minute?.total ?? latency.life?.total;
  const timed = recent?.count > 0;
  text(at('p99'), timed ? duration(recent.p99) : NOTHING);
  text(at('p99-sub'), latency.problem ? 'not recorded' : timed ? `p50 ${duration(recent.p50)}, ${latency.minute ? 'last minute' : 'since the start'}` : 'no job in the last minute');
  text(at('failed-rate'), rate(sample.failed));
  text(at('failed-sub'), `${count(jobs.failed)} in all`);
  text(at('refused-rate'), rate(sample.refused));
  text(at('refused-sub'), `${count(jobs.rejected)} in all`);
}

const STATES = { OK: ['good', '✓ kept'], WARNING: ['warn', '▲ in danger'], BREACHED: ['bad', '✕ breached'] };

export function objectives({ slos }) {
  const table = at('slos');
  orNone(table, slos.length === 0);
  keyed(table.tBodies[0], slos, slo => slo.name, newObjective, (line, slo) => {
    const [name, state, good, burn, lately] = line.cells;
    text(name.firstElementChild, slo.name);
    text(name.lastElementChild, objective(slo));
    const [tone, words] = STATES[slo.state] ?? ['quiet', lower(slo.state)];
    badge(state.firstElementChild, tone, words);
    text(state.lastElementChild, `since ${clock(slo.since)}${slo.shedding ? ', sheds load' : ''}`);
    text(good.firstElementChild, goodShare(slo.good));
    text(good.lastElementChild, `of ${count(slo.events)}`);
    text(burn, burnRate(slo.burnRate));
    text(lately, burnRate(slo.shortBurnRate));
  });
}

function newObjective() {
  const line = row(['th', '', 'n', 'n', 'n']);
  line.cells[0].append(el('b'), el('span', { class: 'note' }));
  line.cells[1].append(el('span'), el('span', { class: 'note' }));
  line.cells[2].append(el('span'), el('span', { class: 'note' }));
  return line;
}

function objective({ objective: what, target: share, windowSeconds }) {
  const over = `over ${duration(windowSeconds * 1e9)}`;
  if (what.kind === 'latency') return `${target(share)} of jobs: ${lower(what.series)} ≤ ${duration(what.limitNanos)}, ${over}`;
  if (what.kind === 'depth') return `${target(share)} of the time: depth < ${target(what.share)}, ${over}`;
  return `${target(share)} of jobs end normally, ${over}`;
}

const burnRate = value => (value === null ? NOTHING : `${value.toFixed(value < 10 ? 2 : 0)}×`);

export function stuck({ stuck: cases, stuckSize }) {
  orNone(at('stuck'), cases.length === 0);
  text(at('stuck-tally'), stuckSize > cases.length ? `first ${cases.length} of ${count(stuckSize)}` : '');
  keyed(at('stuck'), cases, each => `${each.worker} ${each.since}`, newCase, (node, each) => {
    const [head, stack] = node.children;
    text(head.children[0], each.job);
    text(head.children[1], ` for ${duration(each.ageNanos)} on ${each.worker}${each.interrupted ? ', interrupted' : ''}`);
    const more = each.framesLeftOut > 0 ? `\n… and ${each.framesLeftOut} frames` : '';
    text(stack, each.stack.length ? each.stack.join('\n') + more : 'No stack was seen.');
  });
}

const newCase = () => el('details', { class: 'case' }, el('summary', {}, el('b'), el('span')), el('pre', { tabindex: '0' }));

export function quarantine({ quarantine: jobs }) {
  orNone(at('quarantine'), jobs.length === 0);
  keyed(at('quarantine'), jobs, job => job.job, newCase, (node, job) => {
    const [head, deaths] = node.children;
    text(head.children[0], job.job);
    text(head.children[1], `: ${plural(job.deaths.length, 'worker', 'workers')} died, refused ${plural(job.refused, 'time', 'times')}`);
    text(deaths, job.deaths.map(({ at: when, worker, cause }) => `${clock(when)} ${worker}: ${cause}`).join('\n'));
  });
}
