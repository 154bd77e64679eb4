// The panel of a link, and of a path: why it is there.
function showLink(link) {
  const { edge, source, target } = link;
  show(
    make("h2", {}, "Why this link?"),
    make("p", {}, sentenceOf(link)),
    make("p", {}, nodeButton(source), make("small", { class: "reason" }, yearNote(source), source.kind)),
    edge?.relation.name === "likelyBuildsOn" && passage(edge, source, 0),
    make("p", {}, nodeButton(target), make("small", { class: "reason" }, yearNote(target), target.kind)),
    edge?.relation.name === "likelyBuildsOn" && passage(edge, target, 1),
    edge ? showEdge(edge) : showShared(link),
  );
}
function passage(edge, paper, side) {
  const span = edge.reason.passages?.[side];
  return span && make("blockquote", {}, spanText(paper, span));
}
function showEdge(edge) {
  const { reason, source, target } = edge;
  if (edge.relation.name === "likelyBuildsOn") {
    const group = (title, found) => section(title, found, thing => nodeButton(thing));
    return [
      make("h3", {}, `score ${edge.weight.toFixed(2)} of 1, made of`),
      bars(
        reason.parts.map(([name, value]) => [
          typeof name === "number" ? page.parts[name] : labelOf(nodes.get(name) ?? name),
          value,
        ]),
      ),
      reason.uncertain &&
        make("p", { class: "quiet" }, "The dates are too close to be sure of the direction."),
      group(
        "shared people",
        reason.basis.filter(thing => thing.kind === "person" || typeof thing === "string"),
      ),
      group(
        "shared themes",
        reason.basis.filter(thing => thing.kind === "theme"),
      ),
      group(
        "shared keywords",
        reason.basis.filter(thing => thing.kind === "keyword"),
      ),
      reason.passages?.length &&
        make(
          "p",
          { class: "quiet" },
          "The passages are the two sentences, one of each paper, that are most alike.",
        ),
    ];
  }
  if (isTag(edge))
    return [
      make("h3", {}, "where it stands"),
      make("p", {}, ...markedText(source, "title", target)),
      source.abstract && make("p", {}, ...markedText(source, "abstract", target)),
      ...(reason.spans ?? [])
        .filter(span => typeof span === "string")
        .map(span => make("blockquote", {}, span)),
      reason.basis && section("it follows from", reason.basis, thing => nodeButton(thing)),
    ];
  return [
    edge.relation.name === "creator" &&
      section(
        "their other papers",
        papersOf(target)
          .filter(paper => paper !== source)
          .sort(byYearAndName),
        paper => [nodeButton(paper), make("small", {}, paper.date ?? "")],
      ),
  ];
}
function showShared(link) {
  const found = (link.shared ??= shared(link.source, link.target));
  const direct = isPaper(link.source)
    ? link.source.edges.filter(edge => isLineage(edge) && otherEnd(edge, link.source) === link.target)
    : [];
  const group = (title, kind) =>
    section(
      title,
      found.filter(node => node.kind === kind),
      node => [nodeButton(node), node.kind === "paper" && make("small", {}, node.date ?? "")],
    );
  return [
    ...direct.map(edge =>
      make(
        "p",
        {},
        `${edge.source.label} ${edge.relation.forward} ${edge.target.label}: ${reasonOf(edge)}. `,
        make(
          "button",
          { type: "button", class: "link", onclick: () => chooseLink(makeLink(edge)) },
          "evidence",
        ),
      ),
    ),
    group("papers", "paper"),
    group("shared people", "person"),
    group("shared themes", "theme"),
    group("shared keywords", "keyword"),
    found.length < link.count &&
      make("p", { class: "quiet" }, `This page holds ${found.length} of ${link.count}.`),
  ];
}
function showPath(path, from, to) {
  show(
    make("h2", {}, "Path"),
    make("p", {}, nodeButton(from), " to ", nodeButton(to)),
    path
      ? make(
          "p",
          { class: "quiet" },
          plural(path.links.length, "step"),
          ", over the links shown in this view.",
        )
      : make("p", {}, "No links that are shown join the two in this view."),
    path &&
      make(
        "ol",
        { class: "steps" },
        ...path.nodes.flatMap((node, place) =>
          [
            make("li", {}, nodeButton(node)),
            path.links[place] &&
              make(
                "li",
                {},
                make("small", {}, sentenceOf(path.links[place]), " "),
                make(
                  "button",
                  { type: "button", class: "link", onclick: () => chooseLink(path.links[place]) },
                  "evidence",
                ),
              ),
          ].filter(Boolean),
        ),
      ),
    make(
      "div",
      { class: "actions" },
      !path &&
        view.name !== "everything" &&
        views.has("everything") &&
        make(
          "button",
          {
            type: "button",
            onclick: () =>
              update(
                {
                  view: "everything",
                  at: "",
                  theme: "",
                  first: 0,
                  last: 0,
                  weight: 0,
                  off: [],
                  hide: [],
                  without: [],
                },
                true,
              ),
          },
          "Look in everything",
        ),
      page.live &&
        make(
          "a",
          { href: `/why?one=${encodeURIComponent(from.id)}&other=${encodeURIComponent(to.id)}` },
          "All that links them",
        ),
      make(
        "button",
        { type: "button", onclick: () => update({ from: "", to: "", node: to.id }, true) },
        "End",
      ),
    ),
  );
}
