// The graph as the page holds it. Pieces are taken in: what they say by number becomes the thing itself.
const page = JSON.parse(document.getElementById("data").textContent);
const kinds = new Map(page.kinds.map(kind => [kind.kind, kind]));
const relations = new Map(page.relations.map(relation => [relation.name, relation]));
const nodes = new Map(),
  edges = new Map();

function takeIn(piece) {
  const taken = piece.nodes.map(facts => {
    const node = nodes.get(facts.id) ?? { edges: [] };
    nodes.set(
      facts.id,
      Object.assign(node, facts, { isCut: piece.cut != null && facts.abstract?.length >= piece.cut }),
    );
    return node;
  });
  const refer = value =>
    typeof value === "number" ? taken[value] : (nodes.get(piece.elsewhere?.[value]) ?? value);
  for (const node of taken) {
    for (const fact of ["lane", "organization", "definitionSource"])
      if (fact in node) node[fact] = refer(node[fact]);
    for (const fact of ["themes", "closeMatch"]) if (node[fact]) node[fact] = node[fact].map(refer);
  }
  const made = piece.edges.map(([source, target, relation, weight, status, reason]) => {
    const one = taken[source],
      other = taken[target],
      name = page.relations[relation].name;
    const key = `${one.id}|${name}|${other.id}`;
    const edge = edges.get(key) ?? { key, source: one, target: other, relation: relations.get(name) };
    if (!edges.has(key)) {
      edges.set(key, edge);
      one.edges.push(edge);
      if (other !== one) other.edges.push(edge);
    }
    edge.weight = weight;
    edge.status = page.statuses?.[status] ?? "";
    edge.reason = { ...reason, basis: reason.basis?.map(refer) };
    return edge;
  });
  return { nodes: taken, edges: made };
}

const otherEnd = (edge, node) => (edge.source === node ? edge.target : edge.source);
// What a node leads to over a relation; `side` 0 is forward, 1 backward.
function linked(node, relation, side) {
  return node.edges.filter(
    edge => edge.relation.name === relation && (side ? edge.target : edge.source) === node,
  );
}
const isLineage = edge => edge.relation.name === "likelyBuildsOn" || edge.relation.name === "cites";
const isTag = edge => edge.relation.name === "subject" || edge.relation.name === "mentions";
const isPaper = node => node.kind === "paper";

// The papers of a person, topic or organization that the page holds; of a paper itself.
function papersOf(node) {
  if (isPaper(node)) return [node];
  return node.edges.filter(edge => edge.target === node && isPaper(edge.source)).map(edge => edge.source);
}
const yearsOf = node => (isPaper(node) ? (node.year ? [node.year] : []) : (node.years ?? []));
function themesOf(node) {
  return isPaper(node)
    ? linked(node, "subject", 0).map(edge => edge.target)
    : node.kind === "theme"
      ? [node, ...(node.themes ?? [])]
      : (node.themes ?? []);
}
// What two nodes have in common: the papers of two people or topics, the people and topics of two papers. As in
// the networks, what follows from a narrower theme does not count, nor do the authors of a paper of too many.
function shared(one, other) {
  const counts = edge =>
    isPaper(edge.source) &&
    edge.status !== "inferred" &&
    (isTag(edge) || (edge.relation.name === "creator" && !edge.source.large));
  const reach = node => node.edges.filter(counts).map(edge => otherEnd(edge, node));
  const ours = new Set(reach(one));
  return [...new Set(reach(other))].filter(node => ours.has(node)).sort(byYearAndName);
}
function byYearAndName(one, other) {
  return (one.date ?? "9").localeCompare(other.date ?? "9") || (one.label < other.label ? -1 : 1);
}

// Offsets count characters, which JavaScript does not where one takes two places.
function cutOut(text, start, end) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
}
function spanText(paper, span) {
  if (typeof span === "string") return span;
  const text = page.fields[span[0]] === "title" ? paper.label : (paper.abstract ?? "");
  return cutOut(text, span[1], span[2]);
}
function scoreOf(node, network, measure) {
  const place = (page.measures[node.kind] ?? []).findIndex(([a, b]) => a === network && b === measure);
  return place < 0 ? null : (node.scores?.[place] ?? null);
}
