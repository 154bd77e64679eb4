// The controls around the picture: they write the state, and show what it is.
const by = id => document.getElementById(id);

function countsNote() {
  const parts = [];
  const all = view.links.size,
    kind =
      { authors: "people", topics: "themes and keywords", papers: "papers", lineage: "papers" }[view.name] ??
      "nodes";
  parts.push(
    view.members.length < view.of
      ? `${view.members.length.toLocaleString("en")} of ${view.of.toLocaleString("en")} ${kind}: ${view.name === "around" ? "the heaviest links" : "the most central"}.`
      : `${view.members.length.toLocaleString("en")} ${kind}, ${plural(all, "link")}.`,
  );
  if (view.linksOf > all)
    parts.push(`The strongest ${all.toLocaleString("en")} of ${view.linksOf.toLocaleString("en")} links.`);
  if (view.members.length < view.of && !page.live) parts.push("The command “kgraph serve” reaches the rest.");
  const minor = view.name === "around" ? 0 : view.members.filter(node => node.minor).length;
  if (minor && !state.minor)
    parts.push(
      `${plural(minor, "keyword")} of one paper, or that name${minor === 1 ? "s" : ""} a theme, ${minor === 1 ? "is" : "are"} hidden (see Filters).`,
    );
  if (shownNodes.size < view.members.length - (state.minor ? 0 : minor))
    parts.push(`${shownNodes.size.toLocaleString("en")} pass the filters.`);
  return parts.join(" ");
}

function renderControls() {
  for (const button of by("views").children)
    button.setAttribute("aria-pressed", String(button.dataset.view === view.name));
  fill(
    by("color"),
    Object.entries(COLORINGS)
      .filter(([name]) => name === "kind" || view.members.some(node => COLORINGS[name].of(node) !== ""))
      .map(([name, { label }]) => [name, label]),
    coloring(),
  );
  fill(by("size"), sizings(view), sizing());
  renderFilters();
  renderLegend();
  by("note").replaceChildren(
    state.from && !state.to
      ? `Choose the other end of the path from “${labelOf(nodes.get(state.from))}”.`
      : countsNote(),
  );
  by("time").hidden = allYears[0] === allYears[1];
  for (const name of ["first", "last"]) Object.assign(by(name), { min: allYears[0], max: allYears[1] });
  by("first").value = fromYear();
  by("last").value = toYear();
  by("years-shown").textContent = fromYear() === toYear() ? fromYear() : `${fromYear()}–${toYear()}`;
}
function fill(select, options, chosen) {
  const made = JSON.stringify(options);
  if (select.made !== made) {
    select.replaceChildren(...options.map(([value, label]) => make("option", { value }, label)));
    select.made = made;
  }
  select.value = chosen;
}
function renderFilters() {
  const count = (items, of) =>
    items.reduce((counts, item) => counts.set(of(item), (counts.get(of(item)) ?? 0) + 1), new Map());
  const members = count(view.members, node => node.kind),
    links = count([...view.links.values()], link => link.relation.name);
  const box = (label, isOn, change) =>
    make("label", {}, make("input", { type: "checkbox", checked: isOn, onchange: change }), ` ${label}`);
  const toggled = (list, name) =>
    state[list].includes(name) ? state[list].filter(one => one !== name) : [...state[list], name];
  const minor = view.members.filter(node => node.minor).length;
  keepFocus(by("kinds"), () => [
    ...page.kinds
      .filter(kind => members.has(kind.kind))
      .map(kind =>
        box(
          `${members.get(kind.kind).toLocaleString("en")} ${kind.plural}`,
          !state.hide.includes(kind.kind),
          () => update({ hide: toggled("hide", kind.kind) }),
        ),
      ),
    ...(minor && view.name !== "around"
      ? [
          box(`${minor.toLocaleString("en")} keywords of one paper, or that name a theme`, state.minor, () =>
            update({ minor: !state.minor }),
          ),
        ]
      : []),
  ]);
  keepFocus(by("relations"), () =>
    [...links].map(([name, number]) =>
      box(
        `${(relations.get(name) ?? SHARED[name]).forward} (${number.toLocaleString("en")})`,
        !state.without.includes(name),
        () => update({ without: toggled("without", name) }),
      ),
    ),
  );
  const themes = [...nodes.values()]
    .filter(node => node.kind === "theme")
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  fill(by("theme"), [["", "all"], ...themes.map(node => [node.id, node.label])], state.theme);
  by("weight").value = state.weight;
  by("weight").disabled = !weightSteps().length;
  by("weight-shown").textContent = state.weight ? number(minimumWeight()) : "all";
  const isSmall = view.members.length <= SMALL && view.name !== "lineage";
  by("physics").disabled = !isSmall;
  by("physics").checked = state.physics;
  by("moving").title = isSmall ? "" : `for views of up to ${SMALL} nodes, other than the lineage`;
  const isFiltered =
    state.hide.length ||
    state.without.length ||
    state.off.length ||
    state.theme ||
    state.weight ||
    !isAllYears();
  by("filtering").textContent = isFiltered ? "Filters •" : "Filters";
}
function keepFocus(parent, makeChildren) {
  const place = [...parent.children].findIndex(child => child.contains(document.activeElement));
  parent.replaceChildren(...makeChildren());
  parent.children[place]?.querySelector("input, button")?.focus();
}
const viewNames = () => [...views.keys(), "around"];
function listViews() {
  by("views").replaceChildren(
    ...viewNames().map((name, place) =>
      make(
        "button",
        {
          type: "button",
          "data-view": name,
          title: `${VIEW_NAMES[name]} (${place + 1})`,
          onclick: () => update({ view: name }, true),
        },
        VIEW_NAMES[name],
      ),
    ),
  );
}
function startControls() {
  by("color").addEventListener("change", event => update({ color: event.target.value, off: [] }));
  by("size").addEventListener("change", event => update({ size: event.target.value }));
  by("theme").addEventListener("change", event => update({ theme: event.target.value }));
  by("weight").addEventListener("input", event => update({ weight: Number(event.target.value) }));
  by("physics").addEventListener("change", event => {
    update({ physics: event.target.checked });
    network.setOptions({ physics: { enabled: state.physics } });
  });
  by("reset").addEventListener("click", () => {
    stop();
    resetFilters();
    update({});
    network.setOptions({ physics: { enabled: false } });
  });
  by("filtering").addEventListener("click", () => {
    by("filters").hidden = !by("filters").hidden;
    by("filtering").setAttribute("aria-expanded", String(!by("filters").hidden));
  });
  for (const name of ["first", "last"])
    by(name).addEventListener("input", event => {
      stop();
      slide(name, Number(event.target.value));
    });
  by("play").addEventListener("click", play);
  for (const button of by("zoom").children) button.addEventListener("click", () => zoom(button.dataset.zoom));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readTheme();
    render(false);
  });
}
