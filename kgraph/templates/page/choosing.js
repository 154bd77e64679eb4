// What is chosen, and how it becomes another: the state is changed, then all is shown anew.
// The one way to change what is shown.
function update(changes, isStep = false) {
  if (!nodes.size) return;
  const before = { ...state };
  Object.assign(state, changes);
  if (state.view !== before.view)
    Object.assign(state, {
      off: [],
      color: "color" in changes ? changes.color : "",
      size: "size" in changes ? changes.size : "",
      at: "at" in changes ? changes.at : "",
      physics: false,
    });
  if (coloring() !== (before.color || defaultColor(before.view)))
    state.off = "off" in changes ? changes.off : [];
  render(before.view !== state.view || (state.view === "around" && view?.center?.id !== aroundId()));
  writeState(isStep);
}
const aroundId = () => (nodes.has(state.node) ? state.node : (view?.center?.id ?? firstCenter()?.id));
const firstCenter = () =>
  [...nodes.values()]
    .sort((a, b) => (b.links ?? 0) - (a.links ?? 0) || (a.id < b.id ? -1 : 1))
    .find(isPaper) ?? [...nodes.values()][0];

function render(isNew) {
  if (state.view === "around") {
    if (isNew || view?.name !== "around") view = viewAround(nodes.get(aroundId()));
  } else view = views.get(state.view);
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
  const node = nodes.get(state.node),
    link = linkOf(state.link),
    from = nodes.get(state.from),
    to = nodes.get(state.to);
  focus = null;
  if (from && to) {
    const path = findPath(from, to);
    const links = path?.links ?? [],
      ends = path?.nodes ?? [from, to].filter(end => view.at.has(end));
    focus = { nodes: ends, chosen: new Set(ends), links, strong: new Set(links.map(one => one.key)) };
    showPath(path, from, to);
  } else if (link) {
    const ends = [link.source, link.target].filter(end => view.at.has(end));
    if (ends.length)
      focus = {
        nodes: ends,
        chosen: new Set(ends),
        links: ends.length > 1 ? [link] : [],
        strong: new Set([link.key]),
      };
    showLink(link);
  } else if (node) {
    if (shownNodes.has(node) && view.center !== node) {
      const links = linksAt.get(node) ?? [];
      focus = {
        nodes: [...new Set([...links.flatMap(one => [one.source, one.target]), node])],
        chosen: new Set([node]),
        links,
      };
    }
    showNode(node);
  } else {
    showOverview();
    if (state.node || state.link)
      panel.prepend(
        make(
          "p",
          { class: "missing" },
          `${page.live ? "The graph" : "This page"} does not hold ${state.node || state.link.replaceAll("|", " ")}.`,
        ),
      );
  }
  network.redraw();
}
function linkOf(key) {
  if (!key) return null;
  const known = view.links.get(key) ?? [...views.values()].map(one => one.links.get(key)).find(Boolean);
  if (known) return known;
  if (edges.has(key)) return makeLink(edges.get(key));
  const [one, network, other] = key.split("|"),
    source = nodes.get(one),
    target = nodes.get(other);
  if (!source || !target || !SHARED[network]) return null;
  const count = shared(source, target).length;
  return makeShared(network, source, target, count, count);
}

function choose(node, isMoving = true) {
  if (state.from && !state.to && state.from !== node.id)
    return update({ to: node.id, node: "", link: "" }, true);
  if (page.live) loadAround(node.id);
  const changes = { node: node.id, link: "", from: "", to: "" };
  if (node.minor && view.name === "everything") changes.minor = true;
  if (view.name !== "around" && !view.at.has(node))
    changes.view = [...views.values()].find(one => one.at.has(node))?.name ?? "around";
  update(changes, true);
  if (!shownNodes.has(node) && view.at.has(node))
    update({ hide: [], without: [], off: [], theme: "", first: 0, last: 0, weight: 0 });
  if (isMoving && view.name !== "around")
    fitTo(focus?.nodes.length > 1 && focus.nodes.length < 60 ? focus.nodes : [node]);
}
function chooseLink(link) {
  update({ link: link.key, node: "", from: "", to: "" }, true);
  if (view.at.has(link.source) && view.at.has(link.target)) fitTo([link.source, link.target]);
  if (page.live && !link.edge) loadLink(link);
}
const goAround = node => {
  if (page.live) loadAround(node.id);
  update({ view: "around", node: node.id, link: "", from: "", to: "" }, true);
};
const startPath = node => {
  update({ from: state.from === node.id ? "" : node.id, to: "", node: node.id, link: "" });
};
const clearChoice = () => update({ node: "", link: "", from: "", to: "" }, true);
