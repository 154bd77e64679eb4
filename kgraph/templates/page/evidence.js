// Evidence in words and marks. All that comes from a source is set as text, never as markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child != null && child !== false));
  return element;
}
const number = value =>
  typeof value === "number"
    ? Number.isInteger(value)
      ? value.toLocaleString("en")
      : Number(value.toPrecision(3)).toString()
    : value;
const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const labelOf = thing => thing?.label ?? String(thing);
function listed(names, most = 4) {
  const shown = names.slice(0, most).map(labelOf),
    rest = names.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
function nodeButton(thing, text) {
  if (typeof thing === "string" || !thing) return make("span", {}, labelOf(thing));
  return make("button", { type: "button", class: "node", onclick: () => choose(thing) }, text ?? thing.label);
}

// Why an edge is there, in a few words, as one reads it beside the name of its other end.
function reasonOf(edge) {
  const { reason } = edge;
  switch (edge.relation.name) {
    case "creator":
      return `author ${reason.position}${reason.printed ? `, printed as “${reason.printed}”` : ""}`;
    case "cites":
      return `found by ${reason.rule}`;
    case "subject":
    case "mentions": {
      if (reason.basis) return `follows from ${listed(reason.basis)}`;
      if (!reason.spans.length) return "the source lists it as a keyword";
      const counts = new Map();
      for (const span of reason.spans) {
        const found = `“${spanText(edge.source, span)}” in the ${typeof span === "string" ? "abstract" : page.fields[span[0]]}`;
        counts.set(found, (counts.get(found) ?? 0) + 1);
      }
      return `found ${listed(
        [...counts].map(([found, count]) => (count > 1 ? `${found} (${count} times)` : found)),
        3,
      )}; weight ${edge.weight.toFixed(2)}`;
    }
    case "likelyBuildsOn": {
      const people = reason.basis.filter(thing => thing.kind === "person"),
        topics = reason.basis.filter(thing => thing.kind !== "person");
      return [
        `score ${edge.weight.toFixed(2)}`,
        people.length && `shared authors ${listed(people)}`,
        topics.length && `shared topics ${listed(topics)}`,
        reason.uncertain && "the dates are too close to be sure of the direction",
      ]
        .filter(Boolean)
        .join("; ");
    }
    default:
      return edge.status;
  }
}
function sentenceOf(link) {
  const one = link.source.label,
    other = link.target.label;
  if (!link.edge) {
    if (link.relation.name === "papers")
      return `Both papers share ${plural(link.count, "person or topic", "people and topics")}; the rarer these are, the more the link weighs: ${number(link.weight)}.`;
    return link.relation.name === "authors"
      ? `${one} and ${other} wrote ${plural(link.count, "paper")} together.`
      : `${plural(link.count, "paper")} ${link.count === 1 ? "is" : "are"} about both “${one}” and “${other}”.`;
  }
  switch (link.relation.name) {
    case "creator":
      return `${other} wrote “${one}”: ${reasonOf(link.edge)}.`;
    case "affiliation":
      return `“${one}” names the organization ${other}.`;
    case "broader":
      return `“${one}” is a narrower theme of “${other}”.`;
    case "cites":
      return `“${one}” cites “${other}”: ${reasonOf(link.edge)}.`;
    case "subject":
    case "mentions":
      return `“${one}” is about “${other}”: ${reasonOf(link.edge)}.`;
    case "likelyBuildsOn":
      return `“${one}” likely builds on “${other}”. This is inferred, not a citation.`;
    default:
      return `${one} ${link.relation.forward} ${other}`;
  }
}

// A text of a paper with the words marked that its themes and keywords were read from.
function markedText(paper, field, strong) {
  const text = field === "title" ? paper.label : paper.abstract;
  const points = Array.from(text),
    at = points.map(() => null);
  for (const edge of paper.edges) {
    if (edge.source !== paper || !isTag(edge)) continue;
    for (const span of edge.reason.spans ?? []) {
      if (typeof span === "string" || page.fields[span[0]] !== field) continue;
      for (let place = span[1]; place < Math.min(span[2], points.length); place++)
        (at[place] ??= new Set()).add(edge.target);
    }
  }
  const pieces = [],
    key = place => (at[place] ? [...at[place]].map(node => node.id).join(" ") : "");
  for (let start = 0; start < points.length;) {
    let end = start + 1;
    while (end < points.length && key(end) === key(start)) end++;
    const words = points.slice(start, end).join("");
    const concepts = at[start] && [...at[start]];
    pieces.push(
      concepts
        ? make(
            "mark",
            {
              title: concepts.map(node => `${node.label} (${node.kind})`).join("; "),
              class: strong && concepts.includes(strong) ? "strong" : null,
            },
            words,
          )
        : words,
    );
    start = end;
  }
  if (field === "abstract" && paper.isCut) pieces.push(" …");
  return pieces;
}
function bars(rows) {
  const most = Math.max(...rows.map(([, value]) => Math.abs(value)), 1e-9);
  return make(
    "div",
    { class: "bars" },
    ...rows.flatMap(([name, value]) => {
      const bar = make("i");
      bar.style.width = `${(100 * Math.abs(value)) / most}%`;
      return [
        make("span", {}, name),
        make("span", {}, bar),
        make("span", {}, Math.abs(value) < 0.01 ? value.toPrecision(1) : value.toFixed(2)),
      ];
    }),
  );
}
