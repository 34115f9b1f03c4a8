/** The graph of one asset: what points to it on the left, what it points to on the right; a node becomes the centre. */
export const GRAPH = `
{
  const choice = at('g-asset');
  const picture = at('g-picture');
  const NS = 'http://www.w3.org/2000/svg';
  const names = new Map(data.assets.map((one) => [one.id, one]));
  const label = (id) => { const one = names.get(id); return one ? one.name : id; };
  function svg(name, attributes, ...children) {
    const node = document.createElementNS(NS, name);
    for (const key of Object.keys(attributes)) node.setAttribute(key, attributes[key]);
    node.append(...children);
    return node;
  }
  function node(id, x, y, centre) {
    const short = label(id).length > 30 ? label(id).slice(0, 29) + '…' : label(id);
    const kind = names.get(id) ? names.get(id).kind : '';
    const link = svg('a', { href: '#graph', class: centre ? 'node centre' : 'node', 'aria-label': label(id) + ', ' + kind },
      svg('rect', { x: x, y: y - 21, width: 240, height: 42, rx: 6 }),
      svg('text', { x: x + 10, y: y - 3 }, short), svg('text', { x: x + 10, y: y + 14, class: 'relation' }, kind));
    link.addEventListener('click', (event) => { event.preventDefault(); if (!centre) { choice.value = id; draw(); choice.focus(); } });
    return link;
  }
  function draw() {
    const id = choice.value;
    const incoming = data.links.filter(([, to]) => to === id).slice(0, 12);
    const outgoing = data.links.filter(([from]) => from === id).slice(0, 12);
    const rows = Math.max(incoming.length, outgoing.length, 1);
    const height = rows * 62 + 30;
    picture.setAttribute('viewBox', '0 0 960 ' + height);
    picture.setAttribute('height', height);
    picture.replaceChildren();
    const middle = height / 2;
    const place = (list, i) => middle + (i - (list.length - 1) / 2) * 62;
    incoming.forEach(([from, , relation], i) => edge(240, place(incoming, i), 360, middle, relation));
    outgoing.forEach(([, , relation], i) => edge(600, middle, 720, place(outgoing, i), relation));
    incoming.forEach(([from], i) => picture.append(node(from, 0, place(incoming, i))));
    outgoing.forEach(([, to], i) => picture.append(node(to, 720, place(outgoing, i))));
    picture.append(node(id, 360, middle, true));
    picture.removeAttribute('hidden');
  }
  function edge(x1, y1, x2, y2, relation) {
    const mid = (x1 + x2) / 2;
    picture.append(svg('path', { class: 'edge', d: 'M' + x1 + ' ' + y1 + ' C' + mid + ' ' + y1 + ' ' + mid + ' ' + y2 + ' ' + x2 + ' ' + y2 }),
      svg('text', { class: 'relation', x: mid, y: (y1 + y2) / 2 - 5, 'text-anchor': 'middle' }, relation));
  }
  if (choice) {
    const linked = new Set(data.links.flatMap(([from, to]) => [from, to]));
    for (const id of linked) choice.append(make('option', { value: id }, label(id)));
    choice.addEventListener('change', draw);
    choice.form.addEventListener('submit', (event) => event.preventDefault());
    if (linked.size > 0) draw();
  }
}
`;
