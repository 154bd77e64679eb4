// What is shown, and the same in the address behind #, so that a view can be sent to somebody.
const DEFAULT_COLOR = {
  lineage: "theme",
  authors: "community",
  topics: "community",
  papers: "community",
  everything: "kind",
  answer: "kind",
  around: "kind",
};
const state = {};
const LISTS = ["hide", "without", "off"];

function resetFilters() {
  Object.assign(state, {
    hide: [],
    without: [],
    off: [],
    theme: "",
    first: 0,
    last: 0,
    weight: 0,
    minor: false,
    physics: false,
  });
}
const firstView = () => [...views.keys()][0] ?? "around";
function resetState() {
  resetFilters();
  Object.assign(state, {
    view: firstView(),
    node: "",
    link: "",
    from: "",
    to: "",
    color: "",
    size: "",
    at: "",
  });
}
function readState() {
  resetState();
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(state)) {
    const text = given.get(name);
    if (text === null) continue;
    if (LISTS.includes(name)) state[name] = given.getAll(name);
    else if (typeof state[name] === "number") state[name] = Number(text) || 0;
    else if (typeof state[name] === "boolean") state[name] = text === "true";
    else state[name] = text;
  }
  if (!views.has(state.view) && state.view !== "around") state.view = firstView();
}
function writeState(isStep) {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (LISTS.includes(name)) for (const one of value) given.append(name, one);
    else if (value) given.set(name, value);
  }
  const hash = `#${given.toString().replaceAll("%3A", ":").replaceAll("%2C", ",")}`;
  if (hash === location.hash) return;
  history[isStep ? "pushState" : "replaceState"](null, "", hash);
}
const defaultColor = name => views.get(name)?.lanesBy ?? DEFAULT_COLOR[name];
const coloring = () => (COLORINGS[state.color] ? state.color : defaultColor(state.view));
