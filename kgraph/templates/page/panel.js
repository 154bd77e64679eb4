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
  const more =
    items.length > FIRST &&
    make(
      "button",
      {
        type: "button",
        class: "link",
        onclick: () => {
          list.append(...items.slice(FIRST).map(item => make("li", {}, ...[render(item)].flat())));
          more.remove();
        },
      },
      `show all ${items.length.toLocaleString("en")}`,
    );
  const count =
    total > items.length
      ? `${items.length.toLocaleString("en")} of ${total.toLocaleString("en")}`
      : items.length.toLocaleString("en");
  return make("section", {}, make("h3", {}, `${title} (${count})`), list, more);
}
function edgeItem(node) {
  return edge => [
    nodeButton(otherEnd(edge, node)),
    make("small", {}, yearNote(otherEnd(edge, node)), reasonOf(edge), " "),
    make(
      "button",
      {
        type: "button",
        class: "link",
        onclick: () => chooseLink(makeLink(edge)),
        "aria-label": `Evidence: ${edge.source.label}, ${edge.relation.forward}, ${edge.target.label}`,
      },
      "evidence",
    ),
  ];
}
const yearNote = node => (isPaper(node) && node.year ? `${node.year} · ` : "");

function showOverview() {
  const described = ABOUT[view.name];
  const most = order.filter(node => shownNodes.has(node)).slice(0, 10);
  show(
    make("h2", {}, VIEW_NAMES[view.name]),
    make("p", {}, described),
    make("p", { class: "quiet" }, countsNote()),
    view.mainPapers.length > 1 &&
      section("The main path: over these steps most of the lineage runs", view.mainPapers, paper => [
        nodeButton(paper),
        make("small", {}, paper.date ?? ""),
      ]),
    section(
      `Largest here by ${sizings(view).find(([name]) => name === sizing())?.[1] ?? sizing()}`,
      most,
      node => [nodeButton(node), make("small", {}, node.kind, ` · ${number(looks.get(node).value)}`)],
    ),
    make(
      "p",
      { class: "quiet" },
      `The whole graph: ${page.kinds
        .filter(kind => kind.count)
        .map(kind => `${plural(kind.count, kind.kind, kind.plural)}`)
        .join(", ")}, ${page.links.toLocaleString("en")} links.`,
    ),
    make(
      "details",
      {},
      make("summary", {}, "Keys and clicks"),
      make("dl", {}, ...KEYS.flatMap(([keys, what]) => [make("dt", {}, keys), make("dd", {}, what)])),
    ),
  );
}
const ABOUT = {
  lineage:
    "Papers from left to right by their dates, in lanes; years of more papers are wider. Solid arrows are citations, dashed ones are lineage that kgraph inferred, always from the later paper to the earlier one. The orange path is the main path.",
  authors: "People, linked by the papers they wrote together.",
  topics: "Themes and keywords, linked by the papers that are about both.",
  papers: "Papers, linked by the people, themes and keywords they share.",
  everything:
    "Every kind of node and every link. Solid links are stated in the source or read from the texts; dashed ones are inferred by kgraph.",
  answer: "The facts of the answer. Arrows run from the subject of a fact to its object.",
  around:
    "One node and what it leads to: earlier work on the left, later on the right. Click a node to walk on to it.",
};
const KEYS = [
  ["click", "choose a node or a link, and see why it is there"],
  ["Shift + click", "path from the chosen node to this one"],
  ["arrow keys", "from node to node, in the picture"],
  ["Enter", "look around the chosen node"],
  ["+ − 0", "zoom in, out, show all"],
  ["/", "search"],
  ["1 … 6", "views"],
  ["Esc", "choose nothing"],
];
