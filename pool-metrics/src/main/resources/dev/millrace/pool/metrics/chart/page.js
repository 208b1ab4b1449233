'use strict';
// Tells the values under the pointer, or under a cursor that the arrow keys move. All texts are set as text.
(() => {
  const charts = JSON.parse(document.getElementById('charts').textContent);
  const units = ['ns', 'µs', 'ms', 's'];

  const duration = nanos => {
    let unit = 0;
    let value = nanos;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    const decimals = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return value.toFixed(decimals) + ' ' + units[unit];
  };
  const whole = value => Math.round(value).toLocaleString('en-US');

  // The value that this share does not exceed.
  const valueAt = (line, share) => {
    const counts = line.counts;
    const rank = Math.max(1, Math.ceil(share * counts[counts.length - 1] * (1 - 1e-12)));
    let low = 0;
    let high = counts.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (counts[middle] < rank) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return line.values[low];
  };

  const percent = share => (100 * share).toFixed(Math.max(1, Math.min(7, Math.ceil(-Math.log10(1 - share)) - 1)));

  const readings = {
    percentiles: (chart, place) => {
      const share = place >= 1 ? 1 : 1 - Math.pow(10, -place * chart.nines);
      return {
        head: place >= 1 ? 'max' : percent(share) + ' %',
        values: chart.lines.map(line => ({ line, value: valueAt(line, share), text: duration(valueAt(line, share)) })),
      };
    },
    times: (chart, place) => {
      const time = chart.from + place * (chart.to - chart.from);
      let at = 0;
      while (at < chart.edges.length - 2 && chart.edges[at + 1] <= time) {
        at++;
      }
      const shown = value => value === null ? '-' : chart.unit === 'nanos' ? duration(value) : whole(value);
      return {
        head: chart.edges[at].toFixed(1) + ' to ' + chart.edges[at + 1].toFixed(1) + ' s',
        values: chart.lines.map(line => ({ line, value: line.values[at], text: shown(line.values[at]) })),
      };
    },
  };

  for (const [id, chart] of Object.entries(charts)) {
    const svg = document.getElementById(id);
    const output = document.getElementById(id + '-reading');
    const cursor = svg.querySelector('.cursor');
    let place = chart.kind === 'percentiles' ? 2 / chart.nines : 1;

    const show = (next, visible) => {
      place = Math.max(0, Math.min(1, next));
      const x = chart.left + place * (chart.right - chart.left);
      cursor.setAttribute('x1', x);
      cursor.setAttribute('x2', x);
      cursor.setAttribute('visibility', visible ? 'visible' : 'hidden');
      const reading = readings[chart.kind](chart, place);
      const head = document.createElement('b');
      head.textContent = reading.head;
      output.replaceChildren(head);
      for (const entry of reading.values) {
        const value = document.createElement('b');
        value.textContent = entry.text;
        value.dataset.line = entry.line.name;
        value.dataset.value = String(entry.value);
        output.append(' · ' + entry.line.name + ' ', value);
      }
    };

    svg.addEventListener('pointermove', event => {
      const box = svg.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * chart.width;
      show((x - chart.left) / (chart.right - chart.left), true);
    });
    svg.addEventListener('keydown', event => {
      const step = { ArrowLeft: -0.01, ArrowRight: 0.01 }[event.key];
      if (step) {
        event.preventDefault();
        show(place + step, true);
      }
    });
    svg.addEventListener('pointerleave', () => cursor.setAttribute('visibility', 'hidden'));
    svg.addEventListener('blur', () => cursor.setAttribute('visibility', 'hidden'));
    if (chart.lines.length > 0) {
      show(place, false);
    }
  }
  document.documentElement.dataset.ready = 'true';
})();
