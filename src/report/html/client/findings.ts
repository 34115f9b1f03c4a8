/** The findings list: filters, rows on demand, details under a row; cells of the matrix and the map set filters. */
export const FINDINGS = String.raw`
{
  const inputs = { s: at('f-severity'), h: at('f-harm'), u: at('f-use'), c: at('f-component'), g: at('f-state') };
  const text = at('f-text');
  const haystack = data.findings.map((one) => (one.p + '\n' + one.m + '\n' + one.a + '\n' + data.rules[one.r].id + '\n' + one.c).toLowerCase());
  let folder = '';
  const show = onDemand(at('f-rows'), at('f-more'), at('f-count'), row, 'findings');

  function inFolder(path) {
    if (folder === '') return true;
    if (folder === './') return !path.includes('/');
    return path.startsWith(folder);
  }
  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    show(data.findings.filter((one, i) =>
      Object.keys(inputs).every((key) => inputs[key].value === '' || one[key] === inputs[key].value) &&
      words.every((word) => haystack[i].includes(word)) && inFolder(one.p)), data.findings.length);
  }
  function row(one) {
    const open = make('button', { type: 'button', className: 'open', 'aria-expanded': 'false' }, one.m);
    const line = make('tr', {},
      make('td', {}, make('span', { className: 'badge s-' + one.s }, one.s)),
      make('td', {}, make('code', {}, one.p)),
      make('td', {}, open),
      make('td', {}, one.h),
      make('td', {}, one.g));
    open.addEventListener('click', () => {
      const opened = open.getAttribute('aria-expanded') === 'true';
      open.setAttribute('aria-expanded', String(!opened));
      if (opened) line.nextSibling.remove();
      else line.after(make('tr', { className: 'detail' }, make('td', { colSpan: 5 }, ...detail(one))));
    });
    return line;
  }
  function detail(one) {
    const rule = data.rules[one.r];
    const parts = [make('p', {}, make('strong', {}, rule.title), ' ', make('code', {}, rule.id), rule.why ? ': ' + rule.why : '')];
    if (one.e) parts.push(make('pre', {}, one.e));
    if (one.x) parts.push(make('p', {}, 'Suppressed: ' + one.x));
    const facts = ['Asset: ' + one.a, 'Confidence: ' + one.f + ' %', ...one.d, ...(one.l || []), 'Fingerprint: ' + one.k];
    parts.push(make('ul', {}, ...facts.map((fact) => make('li', {}, fact))));
    for (const cited of rule.cited) parts.push(make('p', { className: 'dim' }, cited.text + (cited.url ? ' (' + cited.url + ')' : '')));
    if (one.w !== undefined) {
      const item = data.items[one.w];
      parts.push(make('p', {}, make('strong', {}, item.title), ': ' + item.reason));
      for (const step of item.steps) {
        parts.push(make('p', {}, step.text + (step.at ? ' ' + step.at : '')));
        if (step.before !== undefined) parts.push(make('pre', { className: 'before' }, step.before));
        if (step.after !== undefined) parts.push(make('pre', { className: 'after' }, step.after));
      }
    }
    const asset = document.querySelector('#g-asset');
    if (asset && [...asset.options].some(({ value }) => value === one.i)) {
      const go = make('button', { type: 'button' }, 'Show what belongs to it');
      go.addEventListener('click', () => { asset.value = one.i; asset.dispatchEvent(new Event('change')); at('graph').scrollIntoView(); asset.focus(); });
      parts.push(make('p', {}, go));
    }
    return parts;
  }
  function reset() {
    folder = '';
    text.value = '';
    for (const key of Object.keys(inputs)) inputs[key].value = '';
  }
  for (const input of Object.values(inputs)) input.addEventListener('change', filter);
  text.addEventListener('input', filter);
  text.form.addEventListener('submit', (event) => event.preventDefault());
  text.form.addEventListener('reset', (event) => { event.preventDefault(); reset(); filter(); });
  for (const link of document.querySelectorAll('[data-use],[data-path]')) {
    link.addEventListener('click', () => {
      reset();
      if (link.dataset.use !== undefined) {
        inputs.u.value = link.dataset.use;
        inputs.c.value = link.dataset.component;
      } else folder = link.dataset.path;
      filter();
      if (folder) at('f-count').textContent += ' in ' + folder;
    });
  }
  filter();
}
`;
