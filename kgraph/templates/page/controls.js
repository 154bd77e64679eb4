// The controls around the picture: they write the state, and show what it is.
const by = id => document.getElementById(id);
const PLAY_PACE = 900;

// The one way to change what is shown.
function update(changes, isStep = false) {
  if (!nodes.size) return;
  const before = { ...state };
  Object.assign(state, changes);
  if (state.view !== before.view) Object.assign(state, { off: [], color: "color" in changes ? changes.color : "", size: "size" in changes ? changes.size : "", at: "at" in changes ? changes.at : "", physics: false });
  if (coloring() !== (before.color || defaultColor(before.view))) state.off = "off" in changes ? changes.off : [];
  render(before.view !== state.view || (state.view === "around" && view?.center?.id !== aroundId()));
  writeState(isStep);
}
const aroundId = () => (nodes.has(state.node) ? state.node : view?.center?.id ?? firstCenter()?.id);
const firstCenter = () => [...nodes.values()].sort((a, b) => (b.links ?? 0) - (a.links ?? 0) || (a.id < b.id ? -1 : 1)).find(isPaper) ?? [...nodes.values()][0];

function render(isNew) {
  if (state.view === "around") { if (isNew || view?.name !== "around") view = viewAround(nodes.get(aroundId())); }
  else view = views.get(state.view);
  if (!view) return;
  showView(isNew);
  renderFocus();
  renderControls();
  if (isNew) {
    network.setSize("100%", "100%"); // the legend may have taken room from the picture
    const [x, y, scale] = state.at.split(",").map(Number);
    if (state.at && scale) network.moveTo({ position: { x, y }, scale });
    else fitAll();
    fitSizes();
  }
}
// What is chosen: a node with its neighbours, a link with its ends, or a path.
function renderFocus() {
  const node = nodes.get(state.node), link = linkOf(state.link), from = nodes.get(state.from), to = nodes.get(state.to);
  focus = null;
  if (from && to) {
    const path = findPath(from, to);
    const links = path?.links ?? [], ends = path?.nodes ?? [from, to].filter(end => view.at.has(end));
    focus = { nodes: ends, chosen: new Set(ends), links, strong: new Set(links.map(one => one.key)) };
    showPath(path, from, to);
  } else if (link) {
    const ends = [link.source, link.target].filter(end => view.at.has(end));
    if (ends.length) focus = { nodes: ends, chosen: new Set(ends), links: ends.length > 1 ? [link] : [], strong: new Set([link.key]) };
    showLink(link);
  } else if (node) {
    if (shownNodes.has(node) && view.center !== node) {
      const links = linksAt.get(node) ?? [];
      focus = { nodes: [...new Set([...links.flatMap(one => [one.source, one.target]), node])], chosen: new Set([node]), links };
    }
    showNode(node);
  } else {
    showOverview();
    if (state.node || state.link) panel.prepend(make("p", { class: "missing" }, `${page.live ? "The graph" : "This page"} does not hold ${state.node || state.link.replaceAll("|", " ")}.`));
  }
  network.redraw();
}
function linkOf(key) {
  if (!key) return null;
  const known = view.links.get(key) ?? [...views.values()].map(one => one.links.get(key)).find(Boolean);
  if (known) return known;
  if (edges.has(key)) return makeLink(edges.get(key));
  const [one, network, other] = key.split("|"), source = nodes.get(one), target = nodes.get(other);
  if (!source || !target || !SHARED[network]) return null;
  const count = shared(source, target).length;
  return makeShared(network, source, target, count, count);
}

function choose(node, isMoving = true) {
  if (state.from && !state.to && state.from !== node.id) return update({ to: node.id, node: "", link: "" }, true);
  const changes = { node: node.id, link: "", from: "", to: "" };
  if (node.minor && view.name === "everything") changes.minor = true;
  if (view.name !== "around" && !view.at.has(node)) changes.view = [...views.values()].find(one => one.at.has(node))?.name ?? "around";
  update(changes, true);
  if (!shownNodes.has(node) && view.at.has(node)) update({ hide: [], without: [], off: [], theme: "", first: 0, last: 0, weight: 0 });
  if (isMoving && view.name !== "around") fitTo(focus?.nodes.length > 1 && focus.nodes.length < 60 ? focus.nodes : [node]);
  if (page.live) loadAround(node.id);
}
function chooseLink(link) {
  update({ link: link.key, node: "", from: "", to: "" }, true);
  if (view.at.has(link.source) && view.at.has(link.target)) fitTo([link.source, link.target]);
  if (page.live && !link.edge) loadLink(link);
}
const goAround = node => { update({ view: "around", node: node.id, link: "", from: "", to: "" }, true); if (page.live) loadAround(node.id); };
const startPath = node => { update({ from: state.from === node.id ? "" : node.id, to: "", node: node.id, link: "" }); };
const clearChoice = () => update({ node: "", link: "", from: "", to: "" }, true);

function countsNote() {
  const parts = [];
  const all = view.links.size, kind = { authors: "people", topics: "themes and keywords", papers: "papers", lineage: "papers" }[view.name] ?? "nodes";
  parts.push(view.members.length < view.of
    ? `${view.members.length.toLocaleString("en")} of ${view.of.toLocaleString("en")} ${kind}: ${view.name === "around" ? "the heaviest links" : "the most central"}.`
    : `${view.members.length.toLocaleString("en")} ${kind}, ${plural(all, "link")}.`);
  if (view.linksOf > all) parts.push(`The strongest ${all.toLocaleString("en")} of ${view.linksOf.toLocaleString("en")} links.`);
  if (view.members.length < view.of && !page.live) parts.push("The command “kgraph serve” reaches the rest.");
  const minor = view.name === "around" ? 0 : view.members.filter(node => node.minor).length;
  if (minor && !state.minor) parts.push(`${plural(minor, "keyword")} of one paper, or that name${minor === 1 ? "s" : ""} a theme, ${minor === 1 ? "is" : "are"} hidden (see Filters).`);
  if (shownNodes.size < view.members.length - (state.minor ? 0 : minor)) parts.push(`${shownNodes.size.toLocaleString("en")} pass the filters.`);
  return parts.join(" ");
}

function renderControls() {
  for (const button of by("views").children) button.setAttribute("aria-pressed", String(button.dataset.view === view.name));
  fill(by("color"), Object.entries(COLORINGS).filter(([name]) => name === "kind" || view.members.some(node => COLORINGS[name].of(node) !== "")).map(([name, { label }]) => [name, label]), coloring());
  fill(by("size"), sizings(view), sizing());
  renderFilters();
  renderLegend();
  by("note").replaceChildren(state.from && !state.to ? `Choose the other end of the path from “${labelOf(nodes.get(state.from))}”.` : countsNote());
  by("time").hidden = allYears[0] === allYears[1];
  for (const name of ["first", "last"]) Object.assign(by(name), { min: allYears[0], max: allYears[1] });
  by("first").value = fromYear();
  by("last").value = toYear();
  by("years-shown").textContent = fromYear() === toYear() ? fromYear() : `${fromYear()}–${toYear()}`;
}
function fill(select, options, chosen) {
  const made = JSON.stringify(options);
  if (select.made !== made) {
    select.replaceChildren(...options.map(([value, label]) => make("option", { value }, label)));
    select.made = made;
  }
  select.value = chosen;
}
function renderFilters() {
  const count = (items, of) => items.reduce((counts, item) => counts.set(of(item), (counts.get(of(item)) ?? 0) + 1), new Map());
  const members = count(view.members, node => node.kind), links = count([...view.links.values()], link => link.relation.name);
  const box = (label, isOn, change) => make("label", {}, make("input", { type: "checkbox", checked: isOn, onchange: change }), ` ${label}`);
  const toggled = (list, name) => (state[list].includes(name) ? state[list].filter(one => one !== name) : [...state[list], name]);
  const minor = view.members.filter(node => node.minor).length;
  keepFocus(by("kinds"), () => [
    ...page.kinds.filter(kind => members.has(kind.kind)).map(kind => box(`${members.get(kind.kind).toLocaleString("en")} ${kind.plural}`, !state.hide.includes(kind.kind), () => update({ hide: toggled("hide", kind.kind) }))),
    ...(minor && view.name !== "around" ? [box(`${minor.toLocaleString("en")} keywords of one paper, or that name a theme`, state.minor, () => update({ minor: !state.minor }))] : []),
  ]);
  keepFocus(by("relations"), () => [...links].map(([name, number]) => box(`${(relations.get(name) ?? SHARED[name]).forward} (${number.toLocaleString("en")})`, !state.without.includes(name), () => update({ without: toggled("without", name) }))));
  const themes = [...nodes.values()].filter(node => node.kind === "theme").sort((a, b) => (a.label < b.label ? -1 : 1));
  fill(by("theme"), [["", "all"], ...themes.map(node => [node.id, node.label])], state.theme);
  by("weight").value = state.weight;
  by("weight").disabled = !weightSteps().length;
  by("weight-shown").textContent = state.weight ? number(minimumWeight()) : "all";
  const isSmall = view.members.length <= SMALL && view.name !== "lineage";
  by("physics").disabled = !isSmall;
  by("physics").checked = state.physics;
  by("moving").title = isSmall ? "" : `for views of up to ${SMALL} nodes, other than the lineage`;
  const isFiltered = state.hide.length || state.without.length || state.off.length || state.theme || state.weight || !isAllYears();
  by("filtering").textContent = isFiltered ? "Filters •" : "Filters";
}
function keepFocus(parent, makeChildren) {
  const place = [...parent.children].findIndex(child => child.contains(document.activeElement));
  parent.replaceChildren(...makeChildren());
  parent.children[place]?.querySelector("input, button")?.focus();
}
const SVG = "http://www.w3.org/2000/svg";
function signIcon({ color, shape }) {
  const icon = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  icon.setAttribute("viewBox", "-1.3 -1.3 2.6 2.6");
  icon.setAttribute("aria-hidden", "true");
  path.setAttribute("d", OUTLINES[shape]);
  path.setAttribute("fill", color);
  icon.append(path);
  return icon;
}
function renderLegend() {
  const legend = by("legend"), name = coloring(), place = [...legend.children].indexOf(document.activeElement);
  if (name === "year" && chosenSigns.first <= chosenSigns.last) {
    const scale = document.createElement("canvas");
    scale.className = "scale";
    scale.width = 160; scale.height = 8;
    const context = scale.getContext("2d");
    for (let x = 0; x < 160; x++) { context.fillStyle = yearColor(x, 0, 159); context.fillRect(x, 0, 1, 8); }
    legend.replaceChildren(scale, make("small", {}, `${chosenSigns.first} to ${chosenSigns.last}; earliest year of each node`));
    return;
  }
  legend.replaceChildren(...chosenSigns.groups.map(entry => make("button", { type: "button", "aria-pressed": String(!state.off.includes(entry.group)), title: `${entry.name ?? COLORINGS[name].name(entry.group)}: click to hide or show; with Shift, show this alone`,
    onclick: event => update({ off: event.shiftKey ? onlyThis(entry.group) : state.off.includes(entry.group) ? state.off.filter(one => one !== entry.group) : [...state.off, entry.group] }) },
    signIcon(entry), make("span", {}, shorten(String(entry.name ?? COLORINGS[name].name(entry.group)), 40), " ", make("small", {}, entry.count.toLocaleString("en"))))));
  legend.children[place]?.focus();
}
function onlyThis(group) {
  const others = chosenSigns.groups.map(entry => entry.group).filter(one => one !== group);
  return others.every(one => state.off.includes(one)) && !state.off.includes(group) ? [] : others;
}

let playing = 0;
function play() {
  if (playing) return stop();
  const start = toYear() >= allYears[1] ? fromYear() : toYear();
  update({ last: start });
  playing = setInterval(() => {
    if (toYear() >= allYears[1]) return stop();
    update({ last: toYear() + 1 >= allYears[1] ? 0 : toYear() + 1 });
  }, PLAY_PACE);
  by("play").textContent = "❚❚";
  by("play").setAttribute("aria-label", "Stop");
}
function stop() {
  clearInterval(playing);
  playing = 0;
  by("play").textContent = "▶";
  by("play").setAttribute("aria-label", "Play the years");
}
function slide(name, value) {
  const first = name === "first" ? value : Math.min(fromYear(), value), last = name === "last" ? value : Math.max(toYear(), value);
  update({ first: first <= allYears[0] ? 0 : first, last: last >= allYears[1] ? 0 : last });
}

const viewNames = () => [...views.keys(), "around"];
function listViews() {
  by("views").replaceChildren(...viewNames().map((name, place) => make("button", { type: "button", "data-view": name, title: `${VIEW_NAMES[name]} (${place + 1})`, onclick: () => update({ view: name }, true) }, VIEW_NAMES[name])));
}
function startControls() {
  by("color").addEventListener("change", event => update({ color: event.target.value, off: [] }));
  by("size").addEventListener("change", event => update({ size: event.target.value }));
  by("theme").addEventListener("change", event => update({ theme: event.target.value }));
  by("weight").addEventListener("input", event => update({ weight: Number(event.target.value) }));
  by("physics").addEventListener("change", event => { update({ physics: event.target.checked }); network.setOptions({ physics: { enabled: state.physics } }); });
  by("reset").addEventListener("click", () => { stop(); resetFilters(); update({}); network.setOptions({ physics: { enabled: false } }); });
  by("filtering").addEventListener("click", () => {
    by("filters").hidden = !by("filters").hidden;
    by("filtering").setAttribute("aria-expanded", String(!by("filters").hidden));
  });
  for (const name of ["first", "last"]) by(name).addEventListener("input", event => { stop(); slide(name, Number(event.target.value)); });
  by("play").addEventListener("click", play);
  for (const button of by("zoom").children) button.addEventListener("click", () => zoom(button.dataset.zoom));
  canvas.addEventListener("keydown", pressed);
  document.addEventListener("keydown", event => {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); search.focus(); }
    if (event.key === "Escape") clearChoice();
    const name = viewNames()[Number(event.key) - 1];
    if (name) update({ view: name }, true);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTheme(); render(false); });
  network.on("click", event => {
    const node = nodes.get(event.nodes[0]), link = event.edges.length && linkOf(event.edges[0]);
    if (node && event.event.srcEvent.shiftKey && state.node && state.node !== node.id) update({ from: state.node, to: node.id, node: "", link: "" }, true);
    else if (node) choose(node, false);
    else if (link && !(focus && !focus.links.some(one => one.key === link.key) && focus.links.length)) chooseLinkHere(link);
    else if (state.node || state.link || state.to) clearChoice();
  });
  network.on("doubleClick", event => { const node = nodes.get(event.nodes[0]); if (node) goAround(node); });
  for (const event of ["dragEnd", "zoom"]) network.on(event, rememberPlace);
  network.on("hoverNode", event => hint(nodes.get(event.node)?.label, event.pointer.DOM));
  network.on("hoverEdge", event => { const link = linkOf(event.edge); if (link) hint(sentenceOf(link), event.pointer.DOM); });
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => hint());
}
function hint(text, at) {
  const box = by("hint");
  box.hidden = !text;
  canvas.style.cursor = text ? "pointer" : "";
  if (!text) return;
  box.textContent = text;
  box.style.left = `${Math.max(0, Math.min(at.x + 14, canvas.clientWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${at.y + 18 + box.offsetHeight > canvas.clientHeight ? Math.max(0, at.y - box.offsetHeight - 10) : at.y + 18}px`;
}
// A click has found the link under the pointer, so the picture stays where it is.
const chooseLinkHere = link => { update({ link: link.key, node: "", from: "", to: "" }, true); if (page.live && !link.edge) loadLink(link); };
let remembering = 0;
function rememberPlace() {
  clearTimeout(remembering);
  remembering = setTimeout(() => {
    fitSizes();
    const { x, y } = network.getViewPosition();
    state.at = `${Math.round(x)},${Math.round(y)},${Number(network.getScale().toPrecision(3))}`;
    writeState(false);
  }, 300);
}
function zoom(how) {
  if (how === "all") { state.at = ""; fitAll(); fitSizes(); writeState(false); }
  else { network.moveTo({ scale: network.getScale() * (how === "in" ? 1.4 : 1 / 1.4), animation: !still() && { duration: 150 } }); rememberPlace(); }
}
// Arrow keys walk to the nearest node in a direction: a neighbour of the chosen one if there is one there.
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "+" || event.key === "=") zoom("in");
  else if (event.key === "-") zoom("out");
  else if (event.key === "0") zoom("all");
  else if (event.key === "Enter" && nodes.has(state.node)) goAround(nodes.get(state.node));
  else if (event.key in DIRECTIONS) walk(DIRECTIONS[event.key]);
  else return;
  event.preventDefault();
}
function walk([dx, dy]) {
  const here = nodes.get(state.node);
  if (!here || !view.at.has(here)) { const first = order.find(node => shownNodes.has(node)); return first && choose(first); }
  const [x, y] = positionOf(here);
  const near = (linksAt.get(here) ?? []).map(link => (link.source === here ? link.target : link.source));
  for (const candidates of [near, shownNodes]) {
    let best = null, least = Infinity;
    for (const node of candidates) {
      if (node === here) continue;
      const [nx, ny] = positionOf(node), along = (nx - x) * dx + (ny - y) * dy, aside = Math.abs((nx - x) * dy) + Math.abs((ny - y) * dx);
      if (along <= 0 || aside > 1.5 * along) continue;
      if (along + 2 * aside < least) [best, least] = [node, along + 2 * aside];
    }
    if (best) return choose(best);
  }
}
