/** The inventory: search, rows on demand, places under a row. */
export const INVENTORY = String.raw`
{
  const text = at('i-text');
  const haystack = data.assets.map((one) => (one.name + '\n' + one.kind + '\n' + one.quantum + '\n' + one.places.join('\n')).toLowerCase());
  const show = onDemand(at('i-rows'), at('i-more'), at('i-count'), row, 'assets');
  function row(one) {
    const open = make('button', { type: 'button', className: 'open', 'aria-expanded': 'false' }, one.name);
    const line = make('tr', {}, make('td', {}, open), make('td', {}, one.kind), make('td', {}, one.quantum), make('td', {}, String(one.uses)),
      make('td', {}, one.places[0] ? make('code', {}, one.places[0].split(' · ')[0]) : ''));
    open.addEventListener('click', () => {
      const opened = open.getAttribute('aria-expanded') === 'true';
      open.setAttribute('aria-expanded', String(!opened));
      if (opened) return line.nextSibling.remove();
      const places = one.places.map((place) => make('li', {}, make('code', {}, place)));
      if (one.uses > one.places.length) places.push(make('li', {}, 'and ' + (one.uses - one.places.length) + ' more'));
      line.after(make('tr', { className: 'detail' }, make('td', { colSpan: 5 }, make('code', {}, one.id), make('ul', {}, ...places))));
    });
    return line;
  }
  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    show(data.assets.filter((_one, i) => words.every((word) => haystack[i].includes(word))), data.assets.length);
  }
  text.addEventListener('input', filter);
  text.form.addEventListener('submit', (event) => event.preventDefault());
  filter();
}
`;
