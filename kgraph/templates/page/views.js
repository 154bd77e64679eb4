// The pictures: the nodes of each, where they stand, and the links it draws.
const VIEW_NAMES = {
  lineage: "Lineage",
  authors: "Authors",
  topics: "Topics",
  papers: "Papers",
  everything: "Everything",
  answer: "Answer",
  around: "Around",
};
const SHARED = {
  authors: {
    name: "authors",
    forward: "wrote together with",
    backward: "wrote together with",
    color: kinds.get("person").color,
    directed: false,
    what: "papers",
  },
  topics: {
    name: "topics",
    forward: "stands with",
    backward: "stands with",
    color: kinds.get("theme").color,
    directed: false,
    what: "papers",
  },
  papers: {
    name: "papers",
    forward: "shares with",
    backward: "shares with",
    color: kinds.get("paper").color,
    directed: false,
    what: "things",
  },
};
const views = new Map();
const AROUND = 60,
  COMPANIONS = 30,
  RING = 300;

function addViews(described, taken) {
  for (const view of described) {
    const members = view.nodes.map(number => taken.nodes[number]);
    const at = new Map(members.map((node, place) => [node, [view.x[place], view.y[place]]]));
    const links = view.links
      ? view.links.map(([a, b, count, weight]) =>
          makeShared(view.name, taken.nodes[a], taken.nodes[b], count, weight),
        )
      : view.edges.map(number => makeLink(taken.edges[number]));
    views.set(view.name, {
      ...view,
      members,
      at,
      links: new Map(links.map(link => [link.key, link])),
      mainPapers: (view.mainPapers ?? []).map(number => taken.nodes[number]),
      mainEdges: (view.mainEdges ?? []).map(number => taken.edges[number]),
    });
  }
}
const makeLink = edge => ({
  key: edge.key,
  source: edge.source,
  target: edge.target,
  relation: edge.relation,
  weight: edge.weight ?? 1,
  edge,
});
function makeShared(network, source, target, count, weight) {
  return {
    key: `${source.id}|${network}|${target.id}`,
    source,
    target,
    relation: SHARED[network],
    weight,
    count,
    edge: null,
  };
}

// The link of two nodes in a network of what they share: as the view has it, else with the papers at hand.
function sharedLink(network, one, other, count) {
  const [source, target] = one.id < other.id ? [one, other] : [other, one];
  return (
    views.get(network)?.links.get(`${source.id}|${network}|${target.id}`) ??
    makeShared(network, source, target, count, count)
  );
}
// Who or what stands with a node in its papers, most papers first.
function companions(node, relations) {
  const found = new Map();
  for (const paper of papersOf(node))
    for (const relation of relations)
      for (const { target } of linked(paper, relation, 0)) {
        if (target === node) continue;
        if (!found.has(target)) found.set(target, []);
        found.get(target).push(paper);
      }
  return [...found].sort((a, b) => b[1].length - a[1].length || (a[0].label < b[0].label ? -1 : 1));
}

// A node in the middle, what it leads to around it: earlier work left, later work right, people above, topics below.
const SECTORS = [
  ["likelyBuildsOn", 0, 180],
  ["cites", 0, 180],
  ["likelyBuildsOn", 1, 0],
  ["cites", 1, 0],
  ["creator", 0, 270],
  ["affiliation", 0, 315],
  ["subject", 0, 90],
  ["mentions", 0, 90],
  ["creator", 1, 180],
  ["affiliation", 1, 180],
  ["subject", 1, 180],
  ["mentions", 1, 180],
  ["broader", 0, 270],
  ["broader", 1, 90],
];
function viewAround(center) {
  const at = new Map([[center, [0, 0]]]),
    links = new Map(),
    sides = new Map();
  for (const [relation, side, angle] of SECTORS.some(([name]) => relations.has(name))
    ? SECTORS
    : [...relations.keys()].flatMap(name => [
        [name, 0, 0],
        [name, 1, 180],
      ])) {
    const found = linked(center, relation, side)
      .sort((a, b) => (b.weight ?? 1) - (a.weight ?? 1) || (a.key < b.key ? -1 : 1))
      .slice(0, AROUND);
    for (const edge of found) {
      links.set(edge.key, makeLink(edge));
      const other = otherEnd(edge, center);
      if (at.has(other)) continue;
      at.set(other, null);
      if (!sides.has(angle)) sides.set(angle, []);
      sides.get(angle).push(other);
    }
  }
  // With a person stand the co-authors, with a topic the topics of its papers.
  const network = { person: "authors", theme: "topics", keyword: "topics" }[center.kind];
  for (const [other, papers] of network
    ? companions(center, network === "authors" ? ["creator"] : ["subject", "mentions"]).slice(0, COMPANIONS)
    : []) {
    if (at.has(other) || other.minor) continue;
    const link = sharedLink(network, center, other, papers.length);
    links.set(link.key, link);
    at.set(other, null);
    if (!sides.has(0)) sides.set(0, []);
    sides.get(0).push(other);
  }
  const whole = Math.max(1, at.size - 1),
    gaps = sides.size > 1 ? sides.size * 0.16 : 0;
  const order = [...sides].sort(([a], [b]) => a - b);
  const arcs = order.map(
    ([, members]) => (2 * Math.PI - gaps) * (0.5 / order.length + (0.5 * members.length) / whole),
  );
  let angle = order.length ? (order[0][0] * Math.PI) / 180 - arcs[0] / 2 : 0;
  order.forEach(([, members], place) => {
    const rings = Math.ceil((members.length * 34) / (arcs[place] * RING)) || 1;
    members.forEach((node, number) => {
      const turn = angle + (arcs[place] * (number + 0.5)) / members.length;
      const far = RING + (number % rings) * 105;
      at.set(node, [Math.round(1.35 * far * Math.cos(turn)), Math.round(far * Math.sin(turn))]);
    });
    angle += arcs[place] + (order.length > 1 ? 0.16 : 0);
  });
  for (const node of at.keys())
    for (const edge of node.edges)
      if (isLineage(edge) && at.has(edge.source) && at.has(edge.target)) links.set(edge.key, makeLink(edge));
  const members = [...at.keys()];
  return { name: "around", center, members, at, links, of: 1 + center.links, mainPapers: [], mainEdges: [] };
}
