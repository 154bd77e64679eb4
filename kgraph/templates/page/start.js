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
  const answer = await ask(
    `/explore/link?one=${encodeURIComponent(link.source.id)}&other=${encodeURIComponent(link.target.id)}`,
  );
  if (!answer) return;
  takeIn(answer.piece);
  link.shared = null;
  if (state.link === link.key) renderFocus();
}

// What the page holds, or what the server gives of the whole graph, becomes views.
function take(described) {
  if (described) addViews(described.views, takeIn(described.piece));
  findYears();
  listViews();
}
function begin() {
  readState();
  if (nodes.size) render(true);
  else by("note").textContent = "There is nothing to show.";
}
async function start() {
  startPicture();
  startControls();
  startPointing();
  if (page.live) {
    by("note").textContent = "Loading …";
    const arriving = ask("/explore/graph");
    // The most central part of a large graph takes seconds when it is asked for first: what is around a node does not.
    const wanted = new URLSearchParams(location.hash.slice(1)).get("node");
    if (wanted) await loadAround(wanted);
    if (nodes.has(wanted)) {
      take(null);
      begin();
    }
    take(await arriving);
    if (view?.name === "around" && state.view === "around") render(false);
    else begin();
  } else {
    take(page);
    begin();
  }
  // Browsers say this of every change of the address, steps back and edits of its end alike.
  addEventListener("popstate", () => {
    begin();
    if (page.live && state.node) loadAround(state.node);
  });
  document.documentElement.dataset.ready = "true";
}
start();
