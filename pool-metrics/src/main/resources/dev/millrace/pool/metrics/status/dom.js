// The few things that are done to the document. Text is only ever set as text.

const SVG = 'http://www.w3.org/2000/svg';

export const at = id => document.getElementById(id);

export function text(node, value) {
  const wanted = String(value);
  if (node.textContent !== wanted) node.textContent = wanted;
  return node;
}

export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Makes the children of a node be those of a list, and keeps the ones that are there: what is open stays open, what has the focus keeps it. */
export function keyed(parent, items, keyOf, make, update) {
  const known = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  items.forEach((item, index) => {
    const key = String(keyOf(item, index));
    let child = known.get(key);
    known.delete(key);
    if (!child) {
      child = make(item);
      child.dataset.key = key;
    }
    update(child, item, index);
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  });
  for (const gone of known.values()) gone.remove();
}

/** A row of cells, some of them numbers; the first may be a heading. */
export function row(kinds) {
  return el('tr', {}, ...kinds.map(kind => (kind === 'th' ? el('th', { scope: 'row' }) : el('td', kind ? { class: kind } : {}))));
}

/** Shows a list, or the sentence that there is nothing. */
export function orNone(list, empty) {
  list.hidden = empty;
  for (const sibling of list.parentElement.children) {
    if (sibling.classList.contains('none')) sibling.hidden = !empty;
  }
}

export function bar(node, share, tone = '') {
  node.firstElementChild.style.transform = `scaleX(${Math.max(0, Math.min(1, share || 0)).toFixed(3)})`;
  node.dataset.tone = tone;
}

export function badge(node, tone, words) {
  node.className = 'badge';
  node.dataset.tone = tone;
  text(node, words);
}
