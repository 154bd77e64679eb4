// The legend: the groups of the nodes with their signs, each a switch.
const SVG = "http://www.w3.org/2000/svg";
function signIcon({ color, shape }) {
  const icon = document.createElementNS(SVG, "svg"),
    path = document.createElementNS(SVG, "path");
  icon.setAttribute("viewBox", "-1.3 -1.3 2.6 2.6");
  icon.setAttribute("aria-hidden", "true");
  path.setAttribute("d", OUTLINES[shape]);
  path.setAttribute("fill", color);
  icon.append(path);
  return icon;
}
function renderLegend() {
  const legend = by("legend"),
    name = coloring(),
    place = [...legend.children].indexOf(document.activeElement);
  if (name === "year" && chosenSigns.first <= chosenSigns.last) {
    const scale = document.createElement("canvas");
    scale.className = "scale";
    scale.width = 160;
    scale.height = 8;
    const context = scale.getContext("2d");
    for (let x = 0; x < 160; x++) {
      context.fillStyle = yearColor(x, 0, 159);
      context.fillRect(x, 0, 1, 8);
    }
    legend.replaceChildren(
      scale,
      make("small", {}, `${chosenSigns.first} to ${chosenSigns.last}; earliest year of each node`),
    );
    return;
  }
  legend.replaceChildren(
    ...chosenSigns.groups.map(entry =>
      make(
        "button",
        {
          type: "button",
          "aria-pressed": String(!state.off.includes(entry.group)),
          title: `${entry.name ?? COLORINGS[name].name(entry.group)}: click to hide or show; with Shift, show this alone`,
          onclick: event =>
            update({
              off: event.shiftKey
                ? onlyThis(entry.group)
                : state.off.includes(entry.group)
                  ? state.off.filter(one => one !== entry.group)
                  : [...state.off, entry.group],
            }),
        },
        signIcon(entry),
        make(
          "span",
          {},
          shorten(String(entry.name ?? COLORINGS[name].name(entry.group)), 40),
          " ",
          make("small", {}, entry.count.toLocaleString("en")),
        ),
      ),
    ),
  );
  legend.children[place]?.focus();
}
function onlyThis(group) {
  const others = chosenSigns.groups.map(entry => entry.group).filter(one => one !== group);
  return others.every(one => state.off.includes(one)) && !state.off.includes(group) ? [] : others;
}
