// What is looked up: decisions, percentiles, counts.

import { at, el, keyed, orNone, row, text } from './dom.js';
import { clock, count, duration, lower, percent } from './words.js';

const SAME_LOOK_MILLIS = 500;

export function decisions({ decisions: taken, shadowDecisions, sizing, shadow, shadowAnswers, shadowDiffered }) {
  const table = at('decisions');
  at('sizing').title = text(at('sizing'), `Policy: ${sizing}${shadow ? `. Shadow: ${shadow}, of another mind ${count(shadowDiffered)} times of ${count(shadowAnswers)}` : ''}`).textContent;
  table.classList.toggle('with-shadow', Boolean(shadow) || shadowDecisions.length > 0);
  const rows = beside(taken, shadowDecisions);
  orNone(table, rows.length === 0);
  keyed(table.tBodies[0], rows, ({ at: when, own, other }) => `${when} ${own?.cause ?? other.cause} ${own?.to}`, newDecision, (line, { at: when, own, other }) => {
    const [time, by, size, why, shadowed] = line.cells;
    text(time, clock(when));
    text(by, own ? lower(own.cause) : '');
    text(size, own ? sizes(own) : '');
    text(why, own?.reason ?? '');
    text(shadowed, other ? `${sizes(other)}: ${other.reason}` : '');
    line.classList.toggle('calm', (!own || own.from === own.to) && (!other || other.from === other.to));
  });
}

function newDecision() {
  const line = row(['', '', '', 'wrap', 'wrap shadow']);
  line.cells[2].classList.add('size');
  return line;
}

const sizes = ({ from, to }) => (from === to ? `${from}` : `${from} → ${to}`);

/** Newest first; what the shadow made of the same look in the same row. */
function beside(taken, shadowed) {
  const rest = [...shadowed];
  const rows = taken.map(own => {
    const match = rest.findIndex(other => Math.abs(other.at - own.at) <= SAME_LOOK_MILLIS && own.cause !== 'HAND');
    return { at: own.at, own, other: match < 0 ? undefined : rest.splice(match, 1)[0] };
  });
  return [...rows, ...rest.map(other => ({ at: other.at, other }))].sort((one, next) => next.at - one.at);
}

const SERIES = [['wait', 'Wait'], ['run', 'Run'], ['total', 'Total']];

export function latency({ latency: told }) {
  const table = at('latency');
  orNone(table, Boolean(told.problem));
  text(at('latency-none'), told.problem ?? '');
  text(at('latency-tally'), told.problem ? '' : told.sampledOneIn === 1 ? 'of every job' : `of one job in ${told.sampledOneIn}`);
  const spans = [['minute', 'The last minute'], ['life', 'Since the start']].filter(([span]) => told[span]);
  const rows = spans.flatMap(([span, title]) => [
    { key: span, title: `${title}: ${clock(told[span].from)} to ${clock(told[span].to)}` },
    ...SERIES.map(([series, name]) => ({ key: `${span}-${series}`, name, times: told[span][series] })),
  ]);
  keyed(table.tBodies[0], rows, each => each.key, each => (each.title ? el('tr', { class: 'group' }, el('th', { colspan: 7, scope: 'colgroup' })) : row(['th', 'n', 'n', 'n', 'n', 'n', 'n'])), (line, { title, name, times }) => {
    if (title) {
      text(line.cells[0], title);
      return;
    }
    const values = times.count > 0 ? [times.p50, times.p90, times.p99, times.p999, times.max].map(duration) : Array(5).fill('–');
    [name, ...values, count(times.count)].forEach((value, index) => text(line.cells[index], value));
  });
}

const FACTS = {
  jobs: { attempts: 'Offered', accepted: 'Accepted', started: 'Started', completed: 'Completed', failed: 'Failed', cancelled: 'Cancelled before the start', expired: 'Expired before the start', dropped: 'Dropped', handedBack: 'Handed back', rejected: 'Refused', callerRan: 'Run by their submitter' },
  rejections: { full: 'No room', timedOut: 'Waited for room in vain', interrupted: 'Interrupted while waiting', closed: 'Closed', hopeless: 'Could not have begun in time', quarantined: 'In quarantine', shed: 'Shed: an objective is breached' },
  depth: { total: 'All', jobQueue: 'Shared queue (elements)', lanes: 'Lanes (elements)', chunks: 'Taken by workers', batches: 'In begun batches', blockedProducers: 'Submitters that wait for room' },
  workers: { live: 'At their place', busy: 'Run a job', waiting: 'Wait in a job', stuck: 'Stuck now', stuckJobs: 'Jobs ever stuck', spares: 'Spares', deaths: 'Deaths', restarts: 'Restarts', threads: 'Live threads' },
  flow: { chunks: 'Chunks', chunkJobs: 'Jobs in chunks', throughLanes: 'Through lanes', batches: 'Batches', stealAttempts: 'Looks at a neighbour', steals: 'Steals', stolenJobs: 'Stolen', parks: 'Went to sleep', wakes: 'Were woken', resizes: 'Changes of the size' },
  fans: { completed: 'Inputs completed', failed: 'Inputs failed', open: 'Open', outPending: 'Results not yet read' },
};

export function facts(snapshot) {
  for (const [part, names] of Object.entries(FACTS)) {
    keyed(body(at(part)), Object.entries(names), ([name]) => name, ([, words]) => {
      const line = row(['th', 'n']);
      text(line.cells[0], words);
      return line;
    }, (line, [name]) => {
      const value = snapshot[part][name];
      line.cells[1].dataset.fact = `${part}.${name}`;
      text(line.cells[1], count(value));
      line.classList.toggle('zero', value === 0);
    });
  }
}

export function keys({ hotKeys, activeKeys, keyedWaiting }) {
  text(at('keys-tally'), activeKeys > 0 ? `${count(keyedWaiting)} jobs of ${count(activeKeys)} keys` : '');
  const table = at('keys');
  orNone(table, hotKeys.length === 0);
  keyed(body(table), hotKeys, (each, index) => index, () => row(['th', 'n', 'n']), (line, { key, waiting, share }) => {
    [key, count(waiting), percent(share)].forEach((value, index) => text(line.cells[index], value));
  });
}

export function waits({ waits: lines }) {
  orNone(at('waits'), lines.length === 0);
  keyed(at('waits'), lines, (line, index) => index, () => el('li'), text);
}

const body = table => table.tBodies[0] ?? table.createTBody();
