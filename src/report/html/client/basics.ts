/** Runs in the page. Texts go in as text nodes only, never as markup. */
export const BASICS = `
const data = JSON.parse(document.getElementById('data').textContent);
const at = (id) => document.getElementById(id);
function make(name, properties, ...children) {
  const node = document.createElement(name);
  for (const key of Object.keys(properties || {})) {
    if (key in node) node[key] = properties[key];
    else node.setAttribute(key, properties[key]);
  }
  node.append(...children.filter((one) => one !== undefined && one !== ''));
  return node;
}
for (const one of document.querySelectorAll('.scripted')) one.hidden = false;

/** A table that writes its rows when they come near: 100 at a time. */
function onDemand(body, more, status, write, words) {
  const CHUNK = 100;
  let rows = [];
  let written = 0;
  function next() {
    body.append(...rows.slice(written, written + CHUNK).map(write));
    written = Math.min(rows.length, written + CHUNK);
    more.parentNode.hidden = written >= rows.length;
  }
  more.addEventListener('click', next);
  if ('IntersectionObserver' in window) {
    new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && written < rows.length && next(), { rootMargin: '600px' }).observe(more);
  }
  return function show(list, total) {
    rows = list;
    written = 0;
    body.replaceChildren();
    next();
    status.textContent = (list.length === total ? '' : list.length.toLocaleString('en') + ' of ') + total.toLocaleString('en') + ' ' + words;
  };
}
`;
