// Signs for groups of nodes: a colour, and a shape for those who do not see it. Okabe and Ito (2008).
const COLORS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"];
const SHAPES = ["dot", "square", "triangle", "diamond", "triangleDown", "hexagon"];
const OTHER = { color: "#8C8C8C", shape: "dot" };
const KIND_SHAPES = {
  paper: "dot",
  person: "diamond",
  theme: "square",
  keyword: "triangle",
  organization: "hexagon",
};
// Cividis (Nuñez, Anderton and Renslow 2018): dark is early, and equal to all kinds of sight.
const CIVIDIS = [
  [0, 34, 78],
  [53, 69, 108],
  [102, 105, 112],
  [148, 142, 119],
  [200, 182, 102],
  [254, 232, 56],
];
const MAX_GROUPS = 12;

const COLORINGS = {
  kind: { label: "kind", of: node => node.kind, name: kind => kinds.get(kind).plural },
  theme: {
    label: "theme",
    of: node => (node.kind === "theme" && !node.lane ? node : node.lane)?.id ?? "",
    name: id => (id ? (nodes.get(id)?.label ?? id) : "no theme"),
  },
  community: {
    label: "community",
    of: node => communityOf(node),
    name: key => (key ? (page.communities[key.split(" ")[0]]?.[key.split(" ")[1]] ?? key) : "no community"),
  },
  year: { label: "year", of: node => yearsOf(node)[0] ?? "", name: year => year || "no year" },
  organization: {
    label: "organization",
    of: node =>
      node.organization?.label ?? node.organization ?? (node.kind === "organization" ? node.label : ""),
    name: name => name || "no organization",
  },
};
function communityOf(node) {
  const network = { paper: "papers", person: "authors", theme: "topics", keyword: "topics" }[node.kind];
  const number = network && scoreOf(node, network, "community");
  return number ? `${network} ${number}` : "";
}
function yearColor(year, first, last) {
  const place = last > first ? ((year - first) / (last - first)) * (CIVIDIS.length - 1) : 0;
  const low = Math.min(Math.floor(place), CIVIDIS.length - 2),
    rest = place - low;
  return `rgb(${CIVIDIS[low].map((value, i) => Math.round(value + rest * (CIVIDIS[low + 1][i] - value))).join(",")})`;
}

// The groups of a view's nodes with their signs, those of most nodes first; what is beyond them looks alike.
function chooseSigns(members, name) {
  const counts = new Map();
  for (const node of members) {
    const group = COLORINGS[name].of(node);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  if (name === "year") {
    const years = [...counts.keys()].filter(Boolean),
      first = Math.min(...years),
      last = Math.max(...years);
    const signs = new Map(years.map(year => [year, { color: yearColor(year, first, last), shape: "dot" }]));
    return { groups: [], signs, first, last };
  }
  const groups = [...counts.keys()]
    .filter(group => group !== "")
    .sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  if (name === "kind") {
    const order = [...kinds.keys()].filter(kind => counts.has(kind));
    const signs = new Map(
      order.map(kind => [kind, { color: kinds.get(kind).color, shape: KIND_SHAPES[kind] }]),
    );
    return { groups: order.map(group => ({ group, count: counts.get(group), ...signs.get(group) })), signs };
  }
  const signs = new Map(
    groups
      .slice(0, MAX_GROUPS)
      .map((group, place) => [
        group,
        {
          color: COLORS[place % COLORS.length],
          shape: SHAPES[((place % SHAPES.length) + Math.floor(place / COLORS.length) * 2) % SHAPES.length],
        },
      ]),
  );
  const listed = groups
    .slice(0, MAX_GROUPS)
    .map(group => ({ group, count: counts.get(group), ...signs.get(group) }));
  const rest = groups.slice(MAX_GROUPS).reduce((sum, group) => sum + counts.get(group), 0);
  if (rest)
    listed.push({
      group: "\u0000rest",
      count: rest,
      ...OTHER,
      name: `${(groups.length - MAX_GROUPS).toLocaleString("en")} others`,
    });
  if (counts.get("")) listed.push({ group: "", count: counts.get(""), ...OTHER });
  return { groups: listed, signs };
}
const groupOf = (node, chosen, name) => {
  const group = COLORINGS[name].of(node);
  return group === "" || chosen.signs.has(group) ? group : "\u0000rest";
};

// The outline of a shape of radius 1, as a path of SVG, which a canvas also draws.
const OUTLINES = {
  dot: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  square: "M-.89-.89H.89V.89H-.89Z",
  diamond: "M0-1.2 1.2 0 0 1.2-1.2 0Z",
  triangle: "M0-1.15 1.1.8H-1.1Z",
  triangleDown: "M0 1.15 1.1-.8H-1.1Z",
  hexagon: "M1.05 0 .52.91H-.52L-1.05 0-.52-.91H.52Z",
};
const OUTLINE_PATHS = Object.fromEntries(
  Object.entries(OUTLINES).map(([shape, path]) => [shape, new Path2D(path)]),
);

// What nodes can be sized by in a view: links, what builds on a paper, and each stored measure.
function sizings(view) {
  const present = new Set(view.members.map(node => node.kind));
  const measures = new Set(
    [...present].flatMap(kind =>
      (page.measures[kind] ?? []).map(([network, measure]) => `${network}.${measure}`),
    ),
  );
  for (const skipped of ["community", "articulation_point"])
    for (const network of ["authors", "papers", "topics"]) measures.delete(`${network}.${skipped}`);
  const networks = new Set([...measures].map(name => name.split(".")[0]));
  const has = name => view.members.some(node => scoreOf(node, ...name.split(".")));
  return [
    ["links", "number of links"],
    ...(present.has("paper") ? [["built", "papers that build on it"]] : []),
    ["same", "all alike"],
    ...[...measures].filter(has).map(name => {
      const [network, measure] = name.split(".");
      return [name, measure.replaceAll("_", " ") + (networks.size > 1 ? ` (${network})` : "")];
    }),
  ];
}
const DEFAULT_SIZE = {
  lineage: "built",
  authors: "authors.pagerank",
  topics: "topics.pagerank",
  papers: "papers.pagerank",
  around: "links",
};
const sizing = () => state.size || DEFAULT_SIZE[state.view] || "links";
function sizeValue(node, name) {
  if (name === "same") return 1;
  if (name === "links") return node.links ?? node.edges.length;
  if (name === "built") return isPaper(node) ? countFollowers(node) : 0;
  return Math.max(0, scoreOf(node, ...name.split(".")) ?? 0);
}
// The papers that cite it, and those to be expected by the scores of inferred links.
function countFollowers(paper) {
  const weights = new Map();
  for (const edge of paper.edges) {
    if (isLineage(edge) && edge.target === paper)
      weights.set(edge.source, Math.max(weights.get(edge.source) ?? 0, edge.weight ?? 1));
  }
  return [...weights.values()].reduce((sum, weight) => sum + weight, 0);
}
