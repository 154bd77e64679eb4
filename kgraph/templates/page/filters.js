// Which nodes and links of a view are shown.
let view = null,
  chosenSigns = null,
  allYears = [0, 0];

function findYears() {
  let first = Infinity,
    last = -Infinity;
  for (const node of nodes.values())
    if (isPaper(node) && node.year) [first, last] = [Math.min(first, node.year), Math.max(last, node.year)];
  allYears = first <= last ? [first, last] : [0, 0];
}
const fromYear = () => state.first || allYears[0];
const toYear = () => state.last || allYears[1];
const isAllYears = () => fromYear() <= allYears[0] && toYear() >= allYears[1];
const inYears = node => isAllYears() || yearsOf(node).some(year => year >= fromYear() && year <= toYear());

function isShown(node) {
  if (node === view.center) return true;
  if (state.hide.includes(node.kind) || (node.minor && !state.minor && view.name !== "around")) return false;
  if (state.theme && !themesOf(node).some(theme => theme.id === state.theme)) return false;
  if (!inYears(node)) return false;
  return !state.off.length || !state.off.includes(groupOf(node, chosenSigns, coloring()));
}
// A link of two people is of the years of their papers; one whose papers the page does not hold, of any.
function isLinkShown(link) {
  if (state.without.includes(link.relation.name) || link.weight < minimumWeight()) return false;
  if (link.edge || isAllYears()) return true;
  const papers = (link.shared ??= shared(link.source, link.target)).filter(isPaper);
  return !papers.length || papers.some(inYears);
}
// The slider runs over the weights that there are, so that each step takes some links away.
function weightSteps() {
  view.weights ??= [...view.links.values()]
    .filter(link => !link.edge || link.edge.weight != null)
    .map(link => link.weight)
    .sort((a, b) => a - b);
  return view.weights;
}
function minimumWeight() {
  const weights = weightSteps();
  return state.weight && weights.length
    ? weights[Math.min(weights.length - 1, Math.floor((state.weight / 100) * weights.length))]
    : -Infinity;
}

let shownNodes = new Set(),
  shownLinks = new Map(),
  linksAt = new Map();
function filterView() {
  shownNodes = new Set(view.members.filter(isShown));
  shownLinks = new Map();
  linksAt = new Map();
  for (const [key, link] of view.links) {
    if (!shownNodes.has(link.source) || !shownNodes.has(link.target) || !isLinkShown(link)) continue;
    shownLinks.set(key, link);
    for (const end of [link.source, link.target]) {
      if (!linksAt.has(end)) linksAt.set(end, []);
      linksAt.get(end).push(link);
    }
  }
}
