// Puts the parts together: which pool, where its figures come from, and who draws them.

import { at, el, keyed, text } from './dom.js';
import { Source } from './source.js';
import { clock, count, lower } from './words.js';
import { Curves } from './curves.js';
import { crew, steals } from './crew.js';
import { matters, objectives, quarantine, stuck, tiles } from './matters.js';
import { decisions, facts, keys, latency, waits } from './tables.js';

const LIST_MILLIS = 15000;
const TONES = { RUNNING: 'good', DRAINING: 'warn', STOPPING: 'warn', TERMINATED: 'quiet' };

const LINKS = { live: 'live', polling: 'live, asked every 2 s' };

const curves = new Curves();
let names = [];
let source;
let shown;
let link = 'connecting';

const hear = {
  whole(snapshot) {
    curves.replace(snapshot.history);
    draw(snapshot);
  },
  now(snapshot) {
    if (snapshot.problem) {
      problem(snapshot.problem);
      return;
    }
    curves.append(snapshot.sample);
    draw(snapshot);
  },
  link(state, since) {
    link = state;
    at('link').dataset.link = state;
    text(at('link-text'), state === 'lost' ? `no answer since ${clock(since)}` : LINKS[state]);
    document.querySelector('main').classList.toggle('old', state === 'lost');
    if (state === 'lost') problem('The server does not answer. What is below is old.');
  },
};

function problem(sentence) {
  keyed(at('matters'), [sentence], each => each, () => el('li', { 'data-level': 'bad' }), (node, each) => text(node, `✕ ${each}`));
}

function draw(snapshot) {
  document.title = `${snapshot.pool} – Millrace`;
  text(at('pool'), snapshot.pool);
  const state = at('state');
  state.dataset.tone = snapshot.paused ? 'warn' : TONES[snapshot.state];
  text(state, snapshot.paused ? `${lower(snapshot.state)}, paused` : lower(snapshot.state));
  for (const node of document.querySelectorAll('[data-path]')) {
    text(node, count(node.dataset.path.split('.').reduce((part, name) => part?.[name], snapshot)));
  }
  for (const part of [matters, tiles, objectives, stuck, crew, steals, decisions, latency, facts, keys, waits, quarantine]) {
    part(snapshot);
  }
  curves.draw(snapshot);
}

async function list() {
  try {
    const answer = await fetch('/pools.json', { cache: 'no-store' });
    names = (await answer.json()).pools.map(pool => pool.name);
    choose();
  } catch {
    if (!source) hear.link('lost', Date.now());
  }
  setTimeout(list, source ? LIST_MILLIS : 2000);
}

function choose() {
  const asked = decodeURIComponent(location.hash.slice(1));
  const name = names.includes(asked) ? asked : names.includes(shown) && !asked ? shown : names[0];
  at('pools').hidden = names.length < 2;
  keyed(at('pools'), names, each => each, each => text(el('a', { href: `#${encodeURIComponent(each)}` }), each), (node, each) => {
    if (each === name) node.setAttribute('aria-current', 'page');
    else node.removeAttribute('aria-current');
  });
  if (!name || name === shown) return;
  source?.stop();
  shown = name;
  at('as-json').href = `/pools/${encodeURIComponent(name)}.json`;
  at('as-text').href = `/pools/${encodeURIComponent(name)}.txt`;
  source = new Source(name, hear);
  source.start();
}

addEventListener('hashchange', choose);
document.addEventListener('visibilitychange', () => (document.hidden ? source?.stop() : source?.start()));
list();
