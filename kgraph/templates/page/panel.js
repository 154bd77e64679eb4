// The panel: the same as the picture, in words, and the evidence for whatever is chosen.
const panel = document.getElementById("panel");
const FIRST = 12;

function show(...parts) {
  panel.replaceChildren(...parts.flat().filter(Boolean));
  panel.scrollTop = 0;
}
function section(title, items, render, total = items.length) {
  if (!items.length) return null;
  const list = make("ul", {}, ...items.slice(0, FIRST).map(item => make("li", {}, ...[render(item)].flat())));
  const more = items.length > FIRST && make("button", { type: "button", class: "link", onclick: () => {
    list.append(...items.slice(FIRST).map(item => make("li", {}, ...[render(item)].flat())));
    more.remove();
  } }, `show all ${items.length.toLocaleString("en")}`);
  const count = total > items.length ? `${items.length.toLocaleString("en")} of ${total.toLocaleString("en")}` : items.length.toLocaleString("en");
  return make("section", {}, make("h3", {}, `${title} (${count})`), list, more);
}
function edgeItem(node) {
  return edge => [nodeButton(otherEnd(edge, node)),
    make("small", {}, yearNote(otherEnd(edge, node)), reasonOf(edge), " "),
    make("button", { type: "button", class: "link", onclick: () => chooseLink(makeLink(edge)), "aria-label": `Evidence: ${edge.source.label}, ${edge.relation.forward}, ${edge.target.label}` }, "evidence")];
}
const yearNote = node => (isPaper(node) && node.year ? `${node.year} · ` : "");

function showOverview() {
  const described = ABOUT[view.name];
  const most = order.filter(node => shownNodes.has(node)).slice(0, 10);
  show(
    make("h2", {}, VIEW_NAMES[view.name]),
    make("p", {}, described),
    make("p", { class: "quiet" }, countsNote()),
    view.mainPapers.length > 1 && section("The main path: over these steps most of the lineage runs", view.mainPapers, paper => [nodeButton(paper), make("small", {}, paper.date ?? "")]),
    section(`Largest here by ${sizings(view).find(([name]) => name === sizing())?.[1] ?? sizing()}`, most, node => [nodeButton(node), make("small", {}, node.kind, ` · ${number(looks.get(node).value)}`)]),
    make("p", { class: "quiet" }, `The whole graph: ${page.kinds.filter(kind => kind.count).map(kind => `${plural(kind.count, kind.kind, kind.plural)}`).join(", ")}, ${page.links.toLocaleString("en")} links.`),
    make("details", {}, make("summary", {}, "Keys and clicks"), make("dl", {}, ...KEYS.flatMap(([keys, what]) => [make("dt", {}, keys), make("dd", {}, what)]))),
  );
}
const ABOUT = {
  lineage: "Papers from left to right by their dates, in lanes; years of more papers are wider. Solid arrows are citations, dashed ones are lineage that kgraph inferred, always from the later paper to the earlier one. The orange path is the main path.",
  authors: "People, linked by the papers they wrote together.",
  topics: "Themes and keywords, linked by the papers that are about both.",
  papers: "Papers, linked by the people, themes and keywords they share.",
  everything: "Every kind of node and every link. Solid links are stated in the source or read from the texts; dashed ones are inferred by kgraph.",
  answer: "The facts of the answer. Arrows run from the subject of a fact to its object.",
  around: "One node and what it leads to: earlier work on the left, later on the right. Click a node to walk on to it.",
};
const KEYS = [["click", "choose a node or a link, and see why it is there"], ["Shift + click", "path from the chosen node to this one"], ["arrow keys", "from node to node, in the picture"],
  ["Enter", "look around the chosen node"], ["+ − 0", "zoom in, out, show all"], ["/", "search"], ["1 … 6", "views"], ["Esc", "choose nothing"]];

function showNode(node) {
  const groups = page.relations.flatMap(relation => [0, 1].map(side => [relation, side, linked(node, relation.name, side)])).filter(([, , found]) => found.length);
  show(
    make("h2", {}, ...(isPaper(node) ? markedText(node, "title") : [node.label])),
    make("p", { class: "quiet" }, [node.kind, node.date, node.venue, node.type, (node.categories ?? []).join(", "), (node.papers && plural(node.papers, "paper")),
      !isPaper(node) && spanOfYears(node)].filter(Boolean).join(" · ")),
    node.names?.length && make("p", { class: "quiet" }, `also: ${node.names.join(", ")}`),
    node.closeMatch?.length && make("p", { class: "quiet" }, "also the theme ", ...node.closeMatch.flatMap(theme => [nodeButton(theme), " "])),
    node.reason && make("p", { class: "quiet" }, node.reason),
    node.definition && make("blockquote", {}, node.definition.replace(/\s+/g, " "), node.definitionSource && make("small", { class: "reason" }, "from ", nodeButton(node.definitionSource))),
    node.doi && make("p", {}, make("a", { href: `https://doi.org/${encodeURI(node.doi)}`, rel: "noreferrer", target: "_blank" }, node.doi)),
    actionsFor(node),
    isPaper(node) && node.abstract && make("section", {}, make("h3", {}, "Abstract"), make("p", {}, ...markedText(node, "abstract"))),
    node.facts?.length && make("dl", {}, ...node.facts.flatMap(([verb, value]) => [make("dt", {}, verb), make("dd", {}, value)])),
    node.kind === "person" && showTimes(node),
    ...groups.map(([relation, side, found]) => section(side ? relation.backward : relation.forward, sorted(found, node, relation), edgeItem(node), totalOf(node, relation, side, found))),
    node.kind === "person" && section("co-authors", companions(node, ["creator"]), ([other, papers]) => [nodeButton(other), make("small", {}, plural(papers.length, "paper"), " "), linkButton(node, other, "authors", papers.length)]),
    (node.kind === "theme" || node.kind === "keyword") && section("people on it", companions(node, ["creator"]), ([other, papers]) => [nodeButton(other), make("small", {}, plural(papers.length, "paper"))]),
    missingNote(node),
    showScores(node),
  );
}
function spanOfYears(node) {
  const years = yearsOf(node);
  return years.length ? (years.length > 1 ? `${years[0]}–${years.at(-1)}` : String(years[0])) : "";
}
function sorted(found, node, relation) {
  const rank = edge => (relation.name === "creator" && edge.source === node ? edge.reason.position : relation.name === "likelyBuildsOn" || isTag(edge) && edge.source === node ? -(edge.weight ?? 0) : 0);
  return [...found].sort((a, b) => rank(a) - rank(b) || byYearAndName(otherEnd(a, node), otherEnd(b, node)));
}
function totalOf(node, relation, side, found) {
  return node.groups?.find(group => group.relation === relation.name && group.side === side)?.total ?? found.length;
}
function linkButton(one, other, network, count) {
  return make("button", { type: "button", class: "link", onclick: () => chooseLink(sharedLink(network, one, other, count)) }, "papers");
}
function actionsFor(node) {
  return make("div", { class: "actions" },
    view.name !== "around" && make("button", { type: "button", onclick: () => goAround(node) }, "Look around"),
    view.name === "around" && view.center !== node && make("button", { type: "button", onclick: () => goAround(node) }, "Walk on to it"),
    make("button", { type: "button", "aria-pressed": state.from === node.id ? "true" : "false", onclick: () => startPath(node) }, "Path from here"),
    page.live && make("a", { href: pathTo(node.id) }, "Its page"));
}
const pathTo = id => `/${encodeURIComponent(id.split(":")[0])}/${encodeURIComponent(id.slice(id.indexOf(":") + 1))}`;
function missingNote(node) {
  const missing = (node.links ?? 0) - node.edges.length;
  if (missing <= 0) return null;
  return make("p", { class: "quiet" }, `${plural(missing, "link")} of its ${node.links.toLocaleString("en")} lead${missing === 1 ? "s" : ""} to what this page does not hold. `,
    page.live ? "The lists say how many there are; its page has them all." : "The command “kgraph serve” reaches all of them.");
}

// Themes by year, a darker field for more papers.
function showTimes(node) {
  const papers = papersOf(node).filter(paper => paper.year), years = [...new Set(papers.map(paper => paper.year))].sort();
  if (years.length < 2) return null;
  const counts = new Map();
  for (const paper of papers) for (const theme of new Set(themesOf(paper))) {
    if (!counts.has(theme)) counts.set(theme, new Map());
    counts.get(theme).set(paper.year, (counts.get(theme).get(paper.year) ?? 0) + 1);
  }
  const total = theme => [...counts.get(theme).values()].reduce((sum, count) => sum + count, 0);
  const rows = [...counts.keys()].sort((a, b) => total(b) - total(a) || (a.label < b.label ? -1 : 1)).slice(0, 8);
  if (!rows.length) return null;
  const most = Math.max(...rows.flatMap(theme => [...counts.get(theme).values()]));
  const cell = count => {
    const field = make("td", { class: "heat" }, count ? String(count) : "");
    if (count) field.style.background = `color-mix(in srgb, var(--mark) ${Math.round(15 + 40 * count / most)}%, transparent)`;
    return field;
  };
  return make("section", {}, make("h3", {}, "themes over time"), make("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Themes over time" }, make("table", {},
    make("tr", {}, make("td"), ...years.map(year => make("th", { scope: "col" }, `’${String(year).slice(2)}`))),
    ...rows.map(theme => make("tr", {}, make("th", { scope: "row" }, nodeButton(theme)), ...years.map(year => cell(counts.get(theme).get(year))))))));
}
function showScores(node) {
  const rows = (page.measures[node.kind] ?? []).map(([network, measure], place) => [network, measure, node.scores?.[place]]).filter(([, , value]) => value != null);
  if (!rows.length) return null;
  return make("details", {}, make("summary", {}, "How central it is"), make("dl", {}, ...rows.flatMap(([network, measure, value]) =>
    [make("dt", {}, `${measure.replaceAll("_", " ")} (${network})`), make("dd", {}, measure === "community" ? page.communities[network]?.[value] ?? String(value) : measure === "articulation_point" ? (value ? "yes" : "no") : number(value))])));
}

function showLink(link) {
  const { edge, source, target } = link;
  show(
    make("h2", {}, "Why this link?"),
    make("p", {}, sentenceOf(link)),
    make("p", {}, nodeButton(source), make("small", { class: "reason" }, yearNote(source), source.kind)),
    edge?.relation.name === "likelyBuildsOn" && passage(edge, source, 0),
    make("p", {}, nodeButton(target), make("small", { class: "reason" }, yearNote(target), target.kind)),
    edge?.relation.name === "likelyBuildsOn" && passage(edge, target, 1),
    edge ? showEdge(edge) : showShared(link),
  );
}
function passage(edge, paper, side) {
  const span = edge.reason.passages?.[side];
  return span && make("blockquote", {}, spanText(paper, span));
}
function showEdge(edge) {
  const { reason, source, target } = edge;
  if (edge.relation.name === "likelyBuildsOn") {
    const group = (title, found) => section(title, found, thing => nodeButton(thing));
    return [
      make("h3", {}, `score ${edge.weight.toFixed(2)} of 1, made of`),
      bars(reason.parts.map(([name, value]) => [typeof name === "number" ? page.parts[name] : labelOf(nodes.get(name) ?? name), value])),
      reason.uncertain && make("p", { class: "quiet" }, "The dates are too close to be sure of the direction."),
      group("shared people", reason.basis.filter(thing => thing.kind === "person" || typeof thing === "string")),
      group("shared themes", reason.basis.filter(thing => thing.kind === "theme")),
      group("shared keywords", reason.basis.filter(thing => thing.kind === "keyword")),
      reason.passages?.length && make("p", { class: "quiet" }, "The passages are the two sentences, one of each paper, that are most alike."),
    ];
  }
  if (isTag(edge)) return [
    make("h3", {}, "where it stands"),
    make("p", {}, ...markedText(source, "title", target)),
    source.abstract && make("p", {}, ...markedText(source, "abstract", target)),
    ...(reason.spans ?? []).filter(span => typeof span === "string").map(span => make("blockquote", {}, span)),
    reason.basis && section("it follows from", reason.basis, thing => nodeButton(thing)),
  ];
  return [edge.relation.name === "creator" && section("their other papers", papersOf(target).filter(paper => paper !== source).sort(byYearAndName), paper => [nodeButton(paper), make("small", {}, paper.date ?? "")])];
}
function showShared(link) {
  const found = link.shared ??= shared(link.source, link.target);
  const direct = isPaper(link.source) ? link.source.edges.filter(edge => isLineage(edge) && otherEnd(edge, link.source) === link.target) : [];
  const group = (title, kind) => section(title, found.filter(node => node.kind === kind), node => [nodeButton(node), node.kind === "paper" && make("small", {}, node.date ?? "")]);
  return [
    ...direct.map(edge => make("p", {}, `${edge.source.label} ${edge.relation.forward} ${edge.target.label}: ${reasonOf(edge)}. `, make("button", { type: "button", class: "link", onclick: () => chooseLink(makeLink(edge)) }, "evidence"))),
    group("papers", "paper"), group("shared people", "person"), group("shared themes", "theme"), group("shared keywords", "keyword"),
    found.length < link.count && make("p", { class: "quiet" }, `This page holds ${found.length} of ${link.count}.`),
  ];
}
function showPath(path, from, to) {
  show(
    make("h2", {}, "Path"),
    make("p", {}, nodeButton(from), " to ", nodeButton(to)),
    path ? make("p", { class: "quiet" }, plural(path.links.length, "step"), ", over the links shown in this view.") : make("p", {}, "No links that are shown join the two in this view."),
    path && make("ol", { class: "steps" }, ...path.nodes.flatMap((node, place) => [make("li", {}, nodeButton(node)),
      path.links[place] && make("li", {}, make("small", {}, sentenceOf(path.links[place]), " "), make("button", { type: "button", class: "link", onclick: () => chooseLink(path.links[place]) }, "evidence"))].filter(Boolean))),
    make("div", { class: "actions" },
      !path && view.name !== "everything" && views.has("everything") && make("button", { type: "button", onclick: () => update({ view: "everything", at: "", theme: "", first: 0, last: 0, weight: 0, off: [], hide: [], without: [] }, true) }, "Look in everything"),
      page.live && make("a", { href: `/why?one=${encodeURIComponent(from.id)}&other=${encodeURIComponent(to.id)}` }, "All that links them"),
      make("button", { type: "button", onclick: () => update({ from: "", to: "", node: to.id }, true) }, "End")),
  );
}
