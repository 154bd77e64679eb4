// The page begins: with what it holds, or with what the server gives.
async function ask(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
const loaded = new Set();
// The links of a node that the page does not hold yet.
async function loadAround(id) {
  const known = nodes.get(id);
  if (loaded.has(id) || (known && known.edges.length >= (known.links ?? 0))) return;
  loaded.add(id);
  const answer = await ask(`/explore/around?node=${encodeURIComponent(id)}`);
  if (!answer) return void loaded.delete(id);
  takeIn(answer.piece);
  nodes.get(id).groups = answer.groups;
  findYears();
  if (state.node === id) render(state.view === "around");
}
async function goElsewhere(id) {
  await loadAround(id);
  if (nodes.has(id)) choose(nodes.get(id));
}
async function loadLink(link) {
  if (link.isLoaded) return;
  link.isLoaded = true;
  const answer = await ask(`/explore/link?one=${encodeURIComponent(link.source.id)}&other=${encodeURIComponent(link.target.id)}`);
  if (!answer) return;
  takeIn(answer.piece);
  link.shared = null;
  if (state.link === link.key) renderFocus();
}

async function start() {
  startPicture();
  if (page.live) {
    const wanted = new URLSearchParams(location.hash.slice(1)).get("node");
    by("note").textContent = "Loading …";
    const described = await ask("/explore/graph");
    if (described) Object.assign(page, { piece: described.piece, views: described.views });
    if (wanted) await loadAround(wanted);
  }
  if (page.piece) addViews(page.views, takeIn(page.piece));
  findYears();
  startControls();
  readState();
  if (!nodes.size) { by("note").textContent = "There is nothing to show."; return; }
  render(true);
  addEventListener("popstate", () => { readState(); render(true); });
  addEventListener("hashchange", () => { readState(); render(true); });
  document.documentElement.dataset.ready = "true";
}
start();
