// The panel of a node: its facts, its evidence, what stands around it.
function showNode(node) {
  const groups = page.relations
    .flatMap(relation => [0, 1].map(side => [relation, side, linked(node, relation.name, side)]))
    .filter(([, , found]) => found.length);
  show(
    make("h2", {}, ...(isPaper(node) ? markedText(node, "title") : [node.label])),
    make(
      "p",
      { class: "quiet" },
      [
        node.kind,
        node.date,
        node.venue,
        node.type,
        (node.categories ?? []).join(", "),
        node.papers && plural(node.papers, "paper"),
        !isPaper(node) && spanOfYears(node),
      ]
        .filter(Boolean)
        .join(" · "),
    ),
    node.names?.length && make("p", { class: "quiet" }, `also: ${node.names.join(", ")}`),
    node.closeMatch?.length &&
      make(
        "p",
        { class: "quiet" },
        "also the theme ",
        ...node.closeMatch.flatMap(theme => [nodeButton(theme), " "]),
      ),
    node.reason && make("p", { class: "quiet" }, node.reason),
    node.definition &&
      make(
        "blockquote",
        {},
        node.definition.replace(/\s+/g, " "),
        node.definitionSource &&
          make("small", { class: "reason" }, "from ", nodeButton(node.definitionSource)),
      ),
    node.doi &&
      make(
        "p",
        {},
        make(
          "a",
          { href: `https://doi.org/${encodeURI(node.doi)}`, rel: "noreferrer", target: "_blank" },
          node.doi,
        ),
      ),
    actionsFor(node),
    isPaper(node) &&
      node.abstract &&
      make("section", {}, make("h3", {}, "Abstract"), make("p", {}, ...markedText(node, "abstract"))),
    node.facts?.length &&
      make("dl", {}, ...node.facts.flatMap(([verb, value]) => [make("dt", {}, verb), make("dd", {}, value)])),
    node.kind === "person" && showTimes(node),
    ...groups.map(([relation, side, found]) =>
      section(
        side ? relation.backward : relation.forward,
        sorted(found, node, relation),
        edgeItem(node),
        totalOf(node, relation, side, found),
      ),
    ),
    node.kind === "person" &&
      section("co-authors", companions(node, ["creator"]), ([other, papers]) => [
        nodeButton(other),
        make("small", {}, plural(papers.length, "paper"), " "),
        linkButton(node, other, "authors", papers.length),
      ]),
    (node.kind === "theme" || node.kind === "keyword") &&
      section("people on it", companions(node, ["creator"]), ([other, papers]) => [
        nodeButton(other),
        make("small", {}, plural(papers.length, "paper")),
      ]),
    missingNote(node),
    showScores(node),
  );
}
function spanOfYears(node) {
  const years = yearsOf(node);
  return years.length ? (years.length > 1 ? `${years[0]}–${years.at(-1)}` : String(years[0])) : "";
}
function sorted(found, node, relation) {
  const rank = edge =>
    relation.name === "creator" && edge.source === node
      ? edge.reason.position
      : relation.name === "likelyBuildsOn" || (isTag(edge) && edge.source === node)
        ? -(edge.weight ?? 0)
        : 0;
  return [...found].sort((a, b) => rank(a) - rank(b) || byYearAndName(otherEnd(a, node), otherEnd(b, node)));
}
function totalOf(node, relation, side, found) {
  return (
    node.groups?.find(group => group.relation === relation.name && group.side === side)?.total ?? found.length
  );
}
function linkButton(one, other, network, count) {
  return make(
    "button",
    { type: "button", class: "link", onclick: () => chooseLink(sharedLink(network, one, other, count)) },
    "papers",
  );
}
function actionsFor(node) {
  return make(
    "div",
    { class: "actions" },
    view.name !== "around" &&
      make("button", { type: "button", onclick: () => goAround(node) }, "Look around"),
    view.name === "around" &&
      view.center !== node &&
      make("button", { type: "button", onclick: () => goAround(node) }, "Walk on to it"),
    make(
      "button",
      {
        type: "button",
        "aria-pressed": state.from === node.id ? "true" : "false",
        onclick: () => startPath(node),
      },
      "Path from here",
    ),
    page.live && make("a", { href: pathTo(node.id) }, "Its page"),
  );
}
const pathTo = id =>
  `/${encodeURIComponent(id.split(":")[0])}/${encodeURIComponent(id.slice(id.indexOf(":") + 1))}`;
function missingNote(node) {
  const missing = (node.links ?? 0) - node.edges.length;
  if (missing <= 0) return null;
  if (loaded.has(node.id) && !node.groups) return make("p", { class: "quiet" }, "Asking for its other links …");
  return make(
    "p",
    { class: "quiet" },
    `${plural(missing, "link")} of its ${node.links.toLocaleString("en")} lead${missing === 1 ? "s" : ""} to what this page does not hold. `,
    page.live
      ? "The lists say how many there are; its page has them all."
      : "The command “kgraph serve” reaches all of them.",
  );
}

// Themes by year, a darker field for more papers.
function showTimes(node) {
  const papers = papersOf(node).filter(paper => paper.year),
    years = [...new Set(papers.map(paper => paper.year))].sort();
  if (years.length < 2) return null;
  const counts = new Map();
  for (const paper of papers)
    for (const theme of new Set(themesOf(paper))) {
      if (!counts.has(theme)) counts.set(theme, new Map());
      counts.get(theme).set(paper.year, (counts.get(theme).get(paper.year) ?? 0) + 1);
    }
  const total = theme => [...counts.get(theme).values()].reduce((sum, count) => sum + count, 0);
  const rows = [...counts.keys()]
    .sort((a, b) => total(b) - total(a) || (a.label < b.label ? -1 : 1))
    .slice(0, 8);
  if (!rows.length) return null;
  const most = Math.max(...rows.flatMap(theme => [...counts.get(theme).values()]));
  const cell = count => {
    const field = make("td", { class: "heat" }, count ? String(count) : "");
    if (count)
      field.style.background = `color-mix(in srgb, var(--mark) ${Math.round(15 + (40 * count) / most)}%, transparent)`;
    return field;
  };
  return make(
    "section",
    {},
    make("h3", {}, "themes over time"),
    make(
      "div",
      { class: "scroll", tabindex: 0, role: "group", "aria-label": "Themes over time" },
      make(
        "table",
        {},
        make(
          "tr",
          {},
          make("td"),
          ...years.map(year => make("th", { scope: "col" }, `’${String(year).slice(2)}`)),
        ),
        ...rows.map(theme =>
          make(
            "tr",
            {},
            make("th", { scope: "row" }, nodeButton(theme)),
            ...years.map(year => cell(counts.get(theme).get(year))),
          ),
        ),
      ),
    ),
  );
}
function showScores(node) {
  const rows = (page.measures[node.kind] ?? [])
    .map(([network, measure], place) => [network, measure, node.scores?.[place]])
    .filter(([, , value]) => value != null);
  if (!rows.length) return null;
  return make(
    "details",
    {},
    make("summary", {}, "How central it is"),
    make(
      "dl",
      {},
      ...rows.flatMap(([network, measure, value]) => [
        make("dt", {}, `${measure.replaceAll("_", " ")} (${network})`),
        make(
          "dd",
          {},
          measure === "community"
            ? (page.communities[network]?.[value] ?? String(value))
            : measure === "articulation_point"
              ? value
                ? "yes"
                : "no"
              : number(value),
        ),
      ]),
    ),
  );
}
