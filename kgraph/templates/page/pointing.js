// The picture under pointer and keys.
function startPointing() {
  canvas.addEventListener("keydown", pressed);
  document.addEventListener("keydown", event => {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (event.key === "/") {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape") clearChoice();
    const name = viewNames()[Number(event.key) - 1];
    if (name) update({ view: name }, true);
  });
  network.on("click", event => {
    const node = nodes.get(event.nodes[0]),
      link = event.edges.length && linkOf(event.edges[0]);
    if (node && event.event.srcEvent.shiftKey && state.node && state.node !== node.id)
      update({ from: state.node, to: node.id, node: "", link: "" }, true);
    else if (node) choose(node, false);
    else if (link && !(focus && !focus.links.some(one => one.key === link.key) && focus.links.length))
      chooseLinkHere(link);
    else if (state.node || state.link || state.to) clearChoice();
  });
  network.on("doubleClick", event => {
    const node = nodes.get(event.nodes[0]);
    if (node) goAround(node);
  });
  for (const event of ["dragEnd", "zoom"]) network.on(event, rememberPlace);
  network.on("hoverNode", event => hint(nodes.get(event.node)?.label, event.pointer.DOM));
  network.on("hoverEdge", event => {
    const link = linkOf(event.edge);
    if (link) hint(sentenceOf(link), event.pointer.DOM);
  });
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
const chooseLinkHere = link => {
  update({ link: link.key, node: "", from: "", to: "" }, true);
  if (page.live && !link.edge) loadLink(link);
};
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
  if (how === "all") {
    state.at = "";
    fitAll();
    fitSizes();
    writeState(false);
  } else {
    network.moveTo({
      scale: network.getScale() * (how === "in" ? 1.4 : 1 / 1.4),
      animation: !still() && { duration: 150 },
    });
    rememberPlace();
  }
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
  if (!here || !view.at.has(here)) {
    const first = order.find(node => shownNodes.has(node));
    return first && choose(first);
  }
  const [x, y] = positionOf(here);
  const near = (linksAt.get(here) ?? []).map(link => (link.source === here ? link.target : link.source));
  for (const candidates of [near, shownNodes]) {
    let best = null,
      least = Infinity;
    for (const node of candidates) {
      if (node === here) continue;
      const [nx, ny] = positionOf(node),
        along = (nx - x) * dx + (ny - y) * dy,
        aside = Math.abs((nx - x) * dy) + Math.abs((ny - y) * dx);
      if (along <= 0 || aside > 1.5 * along) continue;
      if (along + 2 * aside < least) [best, least] = [node, along + 2 * aside];
    }
    if (best) return choose(best);
  }
}
