// Counts of what two readings agree on, printed as the rows of a Markdown table.

export class Comparison {
  rows = new Map();
  different = [];

  constructor(title, other) {
    this.title = title;
    this.other = other;
    this.compared = 0;
    this.equal = 0;
    this.refused = 0;
  }

  /** One value read by both: each field that the other tool states must be ours. */
  add(where, ours, theirs) {
    this.compared++;
    let same = true;
    for (const [field, value] of Object.entries(theirs)) {
      if (value === undefined) continue;
      const row = this.rows.get(field) ?? { compared: 0, equal: 0 };
      this.rows.set(field, row);
      row.compared++;
      if (ours?.[field] === value) row.equal++;
      else {
        same = false;
        this.different.push(`${where}: ${field}: ${ours?.[field]} here, ${value} there`);
      }
    }
    if (same) this.equal++;
  }

  /** One that the other tool does not read: qday must say something of it. */
  refuse(where, said) {
    this.refused++;
    if (!said) this.different.push(`${where}: ${this.other} refuses it, and qday says nothing`);
  }

  toString() {
    const fields = [...this.rows].map(([field, { compared, equal }]) => `${field} ${equal}/${compared}`);
    return `| ${this.title} | ${this.other} | ${this.equal} of ${this.compared} | ${fields.join(', ')} | ${this.refused} |`;
  }
}
